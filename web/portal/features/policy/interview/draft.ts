// What stands in the fields of one question, and what it says once it is handed in. A draft keeps text as it was
// typed; reading it gives a reply or the faults, never both.
import type { Column, Fact, FactValue, Question, Scalar, YearRow } from '@shared/api/types';
import { compareDecimals, parseNumber } from '@shared/formats/numbers';
import { isTable, type Reply } from '@session/answers';
import { noDay, readTypedDay, type TypedDay, typedDay } from '@ui/forms';

export const unsure = '?';
export const notApplicable = '-';

export interface Cell { choice: string; text: string } // choice: an option, unsure, notApplicable, or "" for the text
export interface YearDraft { how: '' | 'fill' | 'none' | 'unsure'; cells: Record<string, Cell> }
export interface Draft { choice: string; text: string; day: TypedDay; many: string[]; years: Record<string, YearDraft> }

export type FaultCode = 'fault_choose' | 'fault_number' | 'fault_min' | 'fault_max' | 'fault_decimals' | 'fault_text' | 'fault_year' | 'day_missing' | 'day_wrong';
export interface Fault { at: string; code: FaultCode; bound?: string; digits?: number; year?: string; column?: Column }

export const yearsOf = (question: Question): number[] => question.years;

const emptyDraft: Draft = { choice: '', text: '', day: noDay, many: [], years: {} };

// The draft that shows an answer given before.
export function draftOf(question: Question, value: FactValue | undefined, skipped: string[]): Draft {
  const { fact } = question;
  if (fact.type === 'years') return { ...emptyDraft, years: yearDrafts(question, value, skipped) };
  if (value === undefined) return skipped.includes(fact.id) ? { ...emptyDraft, choice: unsure } : emptyDraft;
  if (value === null) return { ...emptyDraft, choice: notApplicable };
  if (Array.isArray(value)) return { ...emptyDraft, many: value, choice: value.length === 0 ? notApplicable : '' };
  if (typeof value === 'boolean') return { ...emptyDraft, choice: value ? 'yes' : 'no' };
  if (isTable(value)) return emptyDraft;
  if (fact.type === 'date') return { ...emptyDraft, day: typedDay(value) };
  return fact.type === 'choice' ? { ...emptyDraft, choice: value } : { ...emptyDraft, text: value };
}

function yearDrafts(question: Question, value: FactValue | undefined, skipped: string[]): Record<string, YearDraft> {
  const columns = question.fact.columns;
  const rows = isTable(value) ? value : {};
  return Object.fromEntries(yearsOf(question).map((number): [string, YearDraft] => {
    const year = String(number);
    const row = rows[year];
    const path = `${question.fact.id}.${year}`;
    const cells = Object.fromEntries(columns.map((column): [string, Cell] => {
      const cell = row?.[column.name];
      if (cell === undefined) return [column.name, { choice: skipped.includes(`${path}.${column.name}`) ? unsure : '', text: '' }];
      if (cell === null) return [column.name, { choice: notApplicable, text: '' }];
      const text = typeof cell === 'string' ? cell : String(cell);
      return [column.name, column.type === 'choice' ? { choice: text, text: '' } : { choice: '', text }];
    }));
    const how = skipped.includes(path) ? 'unsure' : !row ? '' : columns.every((column) => row[column.name] === null) ? 'none' : 'fill';
    return [year, { how, cells }];
  }));
}

interface NumberRule { min?: string | number | null | undefined; max?: string | number | null | undefined; decimals?: number | null | undefined }

function readNumber(text: string, rule: NumberRule): { value: string } | { code: FaultCode; bound?: string; digits?: number } {
  const number = parseNumber(text);
  if (number === null) return { code: 'fault_number' };
  if (rule.min != null && compareDecimals(number, String(rule.min)) < 0) return { code: 'fault_min', bound: String(rule.min) };
  if (rule.max != null && compareDecimals(number, String(rule.max)) > 0) return { code: 'fault_max', bound: String(rule.max) };
  const digits = rule.decimals ?? 0;
  if ((number.split('.')[1]?.length ?? 0) > digits) return { code: 'fault_decimals', digits };
  return { value: number };
}

function readOne(fact: Fact, draft: Draft): { value: Scalar } | { fault: Fault } {
  const fail = (code: FaultCode, more: Partial<Fault> = {}): { fault: Fault } => ({ fault: { at: 'answer', code, ...more } });
  if (draft.choice === notApplicable) return { value: fact.type === 'choices' ? [] : null };
  switch (fact.type) {
    case 'boolean':
      return draft.choice ? { value: draft.choice === 'yes' } : fail('fault_choose');
    case 'choice':
      return draft.choice ? { value: draft.choice } : fail('fault_choose');
    case 'choices':
      return draft.many.length > 0 ? { value: draft.many } : fail('fault_choose');
    case 'date': {
      const read = readTypedDay(draft.day);
      if (!read) return fail('day_missing');
      return 'day' in read ? { value: read.day } : fail(read.fault);
    }
    case 'number': {
      const read = readNumber(draft.text, fact);
      return 'value' in read ? read : fail(read.code, read);
    }
    default:
      return draft.text.trim() ? { value: draft.text.trim() } : fail('fault_text');
  }
}

// `before` keeps the years of a table that this question did not ask for.
export function readDraft(question: Question, draft: Draft, before: FactValue | undefined): { reply: Reply } | { faults: Fault[] } {
  const { fact } = question;
  if (fact.type === 'years') return readYears(question, draft, before);
  if (draft.choice === unsure) return { reply: { value: undefined, skipped: [fact.id] } };
  const read = readOne(fact, draft);
  return 'fault' in read ? { faults: [read.fault] } : { reply: { value: read.value, skipped: [] } };
}

function readYears(question: Question, draft: Draft, before: FactValue | undefined): { reply: Reply } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const skipped: string[] = [];
  const rows: Record<string, YearRow> = isTable(before) ? { ...before } : {};
  for (const number of yearsOf(question)) {
    const year = String(number);
    const now = draft.years[year];
    const path = `${question.fact.id}.${year}`;
    const row: YearRow = {};
    rows[year] = row;
    if (!now?.how) faults.push({ at: `answer-${year}`, code: 'fault_year', year });
    else if (now.how === 'unsure') skipped.push(path);
    else {
      for (const column of question.fact.columns) {
        const cell = now.cells[column.name] ?? { choice: '', text: '' };
        const read = readCell(column, now.how, cell);
        if (read === unsure) skipped.push(`${path}.${column.name}`);
        else if ('code' in read) faults.push({ at: `answer-${year}-${column.name}`, year, column, ...read });
        else row[column.name] = read.value;
      }
    }
  }
  if (faults.length > 0) return { faults };
  const filled = Object.fromEntries(Object.entries(rows).filter(([, row]) => Object.keys(row).length > 0));
  return { reply: { value: Object.keys(filled).length > 0 ? filled : undefined, skipped } };
}

type CellReading = { value: Scalar } | { code: FaultCode; bound?: string; digits?: number } | typeof unsure;

function readCell(column: Column, how: YearDraft['how'], cell: Cell): CellReading {
  if (how === 'none') return { value: column.nullable ? null : '0' };
  if (cell.choice === unsure) return unsure;
  if (cell.choice === notApplicable) return { value: null };
  if (column.type === 'choice') return cell.choice ? { value: cell.choice } : { code: 'fault_choose' };
  return readNumber(cell.text, column);
}
