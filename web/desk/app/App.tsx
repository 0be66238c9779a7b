// The whole desk: language from the address, who is signed in, the shell and the page in it.
import { api } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import { Language } from '@shared/i18n/language';
import { addressOf, Here, navigate, useLocation } from '@shared/router';
import { useStore } from '@shared/store';
import { findPage } from '@ui/lazy';
import { Failed, Loading, Title } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { SignIn } from '../features/signin/SignIn';
import { may, askSession, sessionStore, useLanguageOf, type SignedIn } from '../session/session';
import { followSystemTheme, settingsOf } from '../session/settings';
import { listenToKeys } from '../session/keys';
import { watch } from '../session/live';
import { followWork, forgetWork } from '../work/store';
import { loadNetwork } from '../work/units';
import { nav, pages } from './pages';
import { Shell } from './Shell';
import { useAppTexts } from './texts';

const preferred = (): Lang => {
  try {
    const kept = localStorage.getItem('gangway.desk.lang');
    if (kept === 'zh' || kept === 'en') return kept;
  } catch {
    // As the browser says.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};

export function App(): JSX.Element | null {
  const here = useLocation();
  const lang = here.lang ?? preferred();
  useLanguageOf(lang);
  const { state, session, ended, error } = useStore(sessionStore);
  useEffect(() => {
    document.documentElement.lang = lang;
    try { localStorage.setItem('gangway.desk.lang', lang); } catch { /* the address still says it */ }
  }, [lang]);
  useEffect(() => {
    if (here.lang === null) navigate(`${addressOf(lang, here.path)}${location.search}`, { replace: true });
  }, [here.lang, here.path, lang]);
  useEffect(() => {
    followSystemTheme();
    void askSession();
    return listenToKeys();
  }, []);
  if (here.lang === null) return null;
  return (
    <Language.Provider value={lang}>
      <Here.Provider value={here}>
        {state === 'asking' && <main><Loading /></main>}
        {state === 'failed' && error && <main class="alone"><Failed error={error} retry={() => void askSession()} /></main>}
        {state === 'out' && <SignIn />}
        {state === 'in' && session && <Working session={session} key={`${session.account.id} ${session.post.id}`} />}
        {state === 'in' && session && ended && <SignIn over={session} />}
      </Here.Provider>
    </Language.Provider>
  );
}

function Working({ session }: { session: SignedIn }): JSX.Element | null {
  const here = useLocation();
  useEffect(() => settingsOf(session.account.id), [session.account.id]);
  useEffect(() => {
    let stopFollowing = (): void => undefined;
    let gone = false;
    const stopWatching = watch();
    // The names of units and colleagues first: the rows carry them.
    void Promise.allSettled([loadNetwork(may.seeStaff(session.post.role)), api.meta()]).then(() => { if (!gone) stopFollowing = followWork(); });
    return () => {
      gone = true;
      stopWatching();
      stopFollowing();
      forgetWork();
    };
  }, [session.post.id, session.post.role]);
  const first = nav.find((entry) => entry.for(session))?.path ?? '/account';
  const entry = nav.find((one) => one.at.test(here.path));
  const denied = entry !== undefined && !entry.for(session);
  useEffect(() => {
    if (here.path === '/') navigate(addressOf(here.lang ?? 'zh', first), { replace: true });
  }, [here.path, here.lang, first]);
  const found = denied ? null : findPage(pages, here.path);
  const Screen = found?.screen;
  // On its way to the first page.
  if (here.path === '/') return null;
  return <Shell session={session}>{Screen ? <Screen key={found.pattern} {...found.params} /> : <NotFound />}</Shell>;
}

function NotFound(): JSX.Element {
  const t = useAppTexts();
  return <div class="pad stack"><Title text={t('not_found_title')} /><p>{t('not_found_body')}</p></div>;
}
