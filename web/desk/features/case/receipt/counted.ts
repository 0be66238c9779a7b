// Each name once, with how often it stands there, in the order of the first.
export function counted(names: readonly string[]): { name: string; n: number }[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].map(([name, n]) => ({ name, n }));
}
