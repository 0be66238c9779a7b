// Tasks in the order of their days, by month; those without a day last.
import type { Day, Task } from '@shared/api/types';

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

// What the person or the employer does next: the first such task that is not over.
export function firstTask(tasks: Task[], today: Day): Task | null {
  const open = tasks.filter((task) => (task.kind === 'todo' || task.kind === 'deadline') && task.who !== 'agency' && (dayOfTask(task) ?? '') >= today);
  return open.sort((a, b) => ((dayOfTask(a) ?? '') < (dayOfTask(b) ?? '') ? -1 : 1))[0] ?? null;
}
