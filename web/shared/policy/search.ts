// Finds guides by words: titles and summaries in both languages, with a few everyday words beside the official
// ones. It understands no sentences and does not pretend to: every hit shows the guide's own words.
import type { Bi, Opt, RouteSummary } from '../api/types';

// Everyday word -> words of the guides.
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/绿卡|green card|永居|settle/, '永久居留 permanent residence'],
  [/上班|打工|入职|找工作|换单位|job|employ/, '工作 work 工作许可'],
  [/续签|延期|到期|快过期|renew|extend|expire|permit ends/, '居留证件 residence permit 延期'],
  [/爱人|老婆|老公|丈夫|妻子|结婚|wife|husband|married|marry/, '夫妻 spouse'],
  [/奔丧|病危|着急|很急|加急|丢了|丢失|urgent|funeral|lost|emergency|seafarer|crew/, '加急 紧急 urgent'],
  [/博士|phd|doctor/, '博士 doctorate'],
  [/租房|租的|住址|搬家|住下|落脚|hotel|rent|flat|apartment|address|register/, '住宿登记 accommodation registration'],
  [/工程师|芯片|高新|engineer|chip|high-tech/, '高新技术 high-tech'],
  [/出国|留学|passport/, '护照 passport'],
  [/签证|visa/, '签证 visa 工作许可'],
  [/一起办|一次办|together/, '单一窗口 single window'],
];

const stopWords = new Set('a an and are as at be can do for from get go how i in is it me my need of on or our the to want we what when where which with you your'.split(' '));

export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = new Set<string>();
  for (const word of plain.match(/[\p{Script=Latin}\d-]+/gu) ?? []) {
    if (word.length > 1 && !stopWords.has(word)) words.add(word.length > 4 ? word.replace(/(ing|es|s)$/, '') : word);
  }
  for (const run of plain.match(/\p{Script=Han}+/gu) ?? []) {
    if (run.length === 1) words.add(run);
    for (let i = 0; i + 1 < run.length; i += 1) words.add(run.slice(i, i + 2));
  }
  return [...words];
}

function expanded(query: string): { own: string[]; more: string[] } {
  const plain = query.normalize('NFKC').toLowerCase();
  const own = wordsOf(query);
  const more = synonyms.filter(([said]) => said.test(plain)).flatMap(([, words]) => wordsOf(words));
  return { own, more: more.filter((word) => !own.includes(word)) };
}

const bothOf = (text: Opt<Bi>): string => `${text?.zh ?? ''} ${text?.en ?? ''}`.toLowerCase();

// The guides that share words with the query, best first.
export function findGuides(query: string, routes: RouteSummary[]): RouteSummary[] {
  const { own, more } = expanded(query);
  const texts = routes.map((route) => ({
    route,
    title: bothOf(route.title),
    summary: bothOf(route.summary),
  }));
  // A word that stands in most guides tells little about any of them.
  const weight = (word: string): number => {
    const count = texts.filter((text) => text.title.includes(word) || text.summary.includes(word)).length;
    return count === 0 ? 0 : Math.log(1 + texts.length / count);
  };
  const score = (text: { title: string; summary: string }, words: string[]): number =>
    words.reduce((sum, word) => sum + weight(word) * ((text.title.includes(word) ? 3 : 0) + (text.summary.includes(word) ? 1 : 0)), 0);
  return texts
    .map((text) => ({ route: text.route, points: score(text, own) + 1.5 * score(text, more) }))
    .filter((hit) => hit.points > 0.9)
    .sort((a, b) => b.points - a.points)
    .filter((hit, _, all) => hit.points >= (all[0]?.points ?? 0) * 0.2)
    .map((hit) => hit.route);
}
