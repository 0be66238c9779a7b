// Before the first paint: the theme that this browser was last used with.
(() => {
  let theme = 'system';
  try { theme = localStorage.getItem('gangway.desk.theme') || theme; } catch { /* storage switched off */ }
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
