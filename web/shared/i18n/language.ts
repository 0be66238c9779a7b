// The language of the screen, and the messages of one feature in it.
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Bi, Lang, Opt } from '../api/types';
import { type Args, formatParts, formatText } from './message';

export const Language = createContext<Lang>('zh');
export const useLang = (): Lang => useContext(Language);

export interface Texts<Key extends string> {
  (key: Key, args?: Args<string | number>): string;
  // With nodes (links, dates) as arguments.
  rich: (key: Key, args: Args<VNode>) => (string | VNode)[];
}

// const useTexts = textsOf(zh, en): the hook of one feature, its keys checked by the compiler.
export function textsOf<Key extends string>(zh: Record<Key, string>, en: Record<Key, string>): () => Texts<Key> {
  const of = (lang: Lang): Texts<Key> => {
    const messages = lang === 'zh' ? zh : en;
    return Object.assign((key: Key, args: Args<string | number> = {}) => formatText(messages[key], args, lang), {
      rich: (key: Key, args: Args<VNode>) => formatParts(messages[key], args, lang),
    });
  };
  const both = { zh: of('zh'), en: of('en') };
  return () => both[useLang()];
}

// A text of the packs in the language of the screen; empty where there is none.
export const say = (text: Opt<Bi>, lang: Lang): string => text?.[lang] ?? '';
