// A call as it is noted: what is asked, by whom, what was said, how long each part took.
import type { NewRequestBody } from '@shared/api/types.generated';

export type Phase = 'note' | 'answer' | 'book';
export const phases: readonly Phase[] = ['note', 'answer', 'book'];
export const target = 120; // seconds; a target, never a limit

export interface Said { id: string; zh: string; en: string; at: number }
export interface Call {
  startedAt: number; // 0: no call
  spent: Record<Phase, number>; // seconds
  question: string;
  kind: NewRequestBody['kind'];
  channel: NewRequestBody['channel'];
  language: 'zh' | 'en';
  name: string;
  contact: string;
  said: Said[];
  to: string; // unit that it is handed to when filed; empty: nobody
  look: string; // other words to look for answers with
}

export const noCall: Call = {
  startedAt: 0, spent: { note: 0, answer: 0, book: 0 }, question: '', kind: 'question', channel: 'hotline12367', language: 'en', name: '', contact: '', said: [], to: '', look: '',
};

export const secondsOf = (call: Call): number => phases.reduce((sum, phase) => sum + call.spent[phase], 0);

// One more second in `phase`, while there is a call.
export const ticked = (call: Call, phase: Phase): Call => (call.startedAt === 0 ? call : { ...call, spent: { ...call.spent, [phase]: call.spent[phase] + 1 } });

// Saying an answer again takes it back.
export function toggledSaid(call: Call, said: Said): Call {
  return { ...call, said: call.said.some((one) => one.id === said.id) ? call.said.filter((one) => one.id !== said.id) : [...call.said, said] };
}

export const bodyOf = (call: Call): NewRequestBody => ({
  kind: call.kind, channel: call.channel, language: call.language, question: call.question.trim(),
  ...(call.name.trim() ? { name: call.name.trim() } : {}), ...(call.contact.trim() ? { contact: call.contact.trim() } : {}),
});

// Whether two contacts are the same person as far as one can tell from what was written: the same telephone number
// or address, or the same name. Short fragments do not count.
export function sameAsker(call: Pick<Call, 'name' | 'contact'>, other: { name: string; contact: string }): boolean {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s()-]/g, '');
  const [contact, name] = [plain(call.contact), plain(call.name)];
  return (contact.length >= 6 && contact === plain(other.contact)) || (name.length >= 2 && name === plain(other.name));
}
