// Tasks in the order of their days, by month; those without a day last.
import type { Day, Plan, Task } from '@shared/api/types';

export interface Month { month: string; tasks: Task[] } // month: "2026-10", or "" where no day is fixed

// The day that counts: the last one of a span ("not before May, by November" stands in November), else the only one.
export const dayOfTask = (task: Task): Day | null => task.until ?? task.date ?? null;

export function byMonth(tasks: Task[]): Month[] {
  const months = new Map<string, Task[]>();
  const ordered = tasks.map((task, i) => ({ task, i, day: dayOfTask(task) ?? '9999' })).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.i - b.i));
  for (const { task } of ordered) {
    const month = dayOfTask(task)?.slice(0, 7) ?? '';
    months.set(month, [...(months.get(month) ?? []), task]);
  }
  return [...months].map(([month, some]) => ({ month, tasks: some }));
}

// The day from which a plan looks ahead: today, or the past day that it was made for.
export const viewedFrom = (plan: Plan, today: Day): Day => (plan.compared_on < today ? plan.compared_on : today);

// What somebody has to do, so that it can be ticked.
export const canBeDone = (task: Task): boolean => task.who !== 'agency' && (task.kind === 'todo' || task.kind === 'deadline' || task.kind === 'opens');

export const isPast = (task: Task, from: Day): boolean => !task.done && task.kind !== 'opens' && (dayOfTask(task) ?? '9999') < from;

// What the person or the employer does next: the first such task that is neither done nor over.
export function firstTask(tasks: Task[], from: Day): Task | null {
  const open = tasks.filter((task) => canBeDone(task) && task.kind !== 'opens' && !task.done && (dayOfTask(task) ?? '') >= from);
  return open.sort((a, b) => ((dayOfTask(a) ?? '') < (dayOfTask(b) ?? '') ? -1 : 1))[0] ?? null;
}

export const ticked = (tasks: Task[]): string[] => tasks.filter((task) => task.done).map((task) => task.id);
