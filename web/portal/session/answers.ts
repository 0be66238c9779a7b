// What a person has answered so far: values, "not sure", and the order of the questions, for going back.
//
// Shape:  a question's key is its fact id. A table by year is one question; its cells are kept under the fact
//         as {year: {column: value}}, and a cell that is "not sure" under its path in `skipped`.
// Rule:   answering never removes another answer. One that was asked later about the same matter is marked
//         `doubtful`, to be looked at again.
import type { Fact, Facts, FactValue, Question, YearRow } from '@shared/api/types';
import { createStore, type Store, useStore } from '@shared/store';

export interface Answers {
  facts: Facts;
  skipped: string[];
  asked: Question[];
  doubtful: string[];
  chosen: string[]; // only these routes, when the interview began at a guide
  plan: string | null; // the code of the plan that these answers were taken from
}

const none: Answers = { facts: {}, skipped: [], asked: [], doubtful: [], chosen: [], plan: null };

export const answersStore: Store<Answers> = createStore<Answers>(none, 'gangway.answers');
export const useAnswers = (): Answers => useStore(answersStore);

export type Given = { sure: true; value: FactValue } | { sure: false };

// What one submitted question says: its value, and the paths that are "not sure".
export interface Reply { value: FactValue | undefined; skipped: string[] }

const isUnder = (path: string, fact: string): boolean => path === fact || path.startsWith(`${fact}.`);

// A table that is asked again for other years keeps those it was asked for before, for going back.
function withYearsOf(question: Question, before: Question): Question {
  if (before.years.length === 0) return question;
  return { ...question, years: [...new Set([...question.years, ...before.years])].sort((a, b) => b - a) };
}

export function withReply(now: Answers, question: Question, reply: Reply): Answers {
  const { id, group } = question.fact;
  const facts: Facts = Object.fromEntries(Object.entries(now.facts).filter(([key]) => key !== id));
  if (reply.value !== undefined) facts[id] = reply.value;
  const changed = JSON.stringify(now.facts[id]) !== JSON.stringify(reply.value);
  const at = now.asked.findIndex((one) => one.fact.id === id);
  const later = at < 0 || !changed ? [] : now.asked.slice(at + 1).filter((one) => one.fact.group === group).map((one) => one.fact.id);
  const asked = at < 0 ? [...now.asked, question] : now.asked.map((one, i) => (i === at ? withYearsOf(question, one) : one));
  const replied = question.years.length > 0 ? question.years.map((year) => `${id}.${year}`) : [id];
  return {
    ...now,
    facts,
    skipped: [...now.skipped.filter((path) => !replied.some((one) => isUnder(path, one))), ...reply.skipped],
    asked,
    doubtful: [...new Set([...now.doubtful, ...later])].filter((other) => other !== id),
  };
}

export const isTable = (value: FactValue | undefined): value is Record<string, YearRow> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export function answerQuestion(question: Question, reply: Reply): void {
  answersStore.set((now) => withReply(now, question, reply));
}

export function forgetAnswers(): void {
  answersStore.set(() => none);
}

export function begin(chosen: string[]): void {
  answersStore.set((now) => ({ ...now, chosen }));
}

// The answers of a saved plan, to be looked at and changed. `vocabulary` is that of the plan's place.
export function takeAnswers(plan: string, facts: Facts, vocabulary: Fact[]): void {
  const asked = vocabulary.filter((fact) => fact.id in facts).map((fact): Question => {
    const value = facts[fact.id];
    const years = isTable(value) ? Object.keys(value).map(Number).sort((a, b) => b - a) : [];
    return { fact, years, route_ids: [], routes: [] };
  });
  answersStore.set(() => ({ ...none, facts, asked, plan }));
}

// The page of one question. A dot in the address would name a file, so group and name stand apart.
export const factPath = (id: string): string => `/check/fact/${id.replace('.', '/')}`;

export const hasAnswers = (answers: Answers): boolean => answers.asked.length > 0 || Object.keys(answers.facts).length > 0;
