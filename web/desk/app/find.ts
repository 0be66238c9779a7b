// What the palette finds: every word typed must occur, at the beginning of a word before inside one. Names match in
// characters and in Latin letters, codes with or without their hyphens, Latin names by their initials, too.

export interface Entry { group: 'people' | 'matters' | 'policies' | 'pages' | 'commands'; id: string; text: string; words: string; lang?: string; detail?: string; key?: string; run: () => void }

const most: Record<Entry['group'], number> = { people: 5, matters: 8, policies: 5, pages: 8, commands: 12 };
const order: readonly Entry['group'][] = ['people', 'matters', 'policies', 'pages', 'commands'];

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function points(words: string, wanted: string[]): number {
  const text = plain(words);
  const parts = text.split(/[^\p{L}\d-]+/u).filter(Boolean);
  const initials = parts.filter((part) => /^[a-z]/.test(part)).map((part) => part[0]).join('');
  let sum = 0;
  for (const word of wanted) {
    if (parts.some((part) => part.startsWith(word))) sum += 3;
    else if (text.includes(word)) sum += 2;
    else if (word.length > 1 && initials.startsWith(word)) sum += 1;
    else return 0;
  }
  return sum;
}

// Without anything typed: pages and commands.
export function found(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const hits = wanted.length === 0 ? entries.filter((one) => one.group === 'pages' || one.group === 'commands').map((one) => ({ one, n: 1 }))
    : entries.map((one) => ({ one, n: points(one.words, wanted) })).filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  return order.flatMap((group) => hits.filter(({ one }) => one.group === group).slice(0, most[group]).map(({ one }) => one));
}
