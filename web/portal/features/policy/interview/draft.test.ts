import type { Question } from '@shared/api/types';
import { bi, fact, question as asked } from '@shared/testing';
import { withReply } from '@session/answers';
import { describe, expect, it } from 'vitest';
import { type Draft, draftOf, notApplicable, readDraft, unsure } from './draft';

const column = { unit: '', decimals: 2, nullable: true, options: [], type: 'number', min: '0' };
const facts = [
  fact('person.chinese_citizen', 'boolean'),
  fact('person.birth_date', 'date'),
  fact('work.offer_salary_cny', 'number', { min: '0', nullable: true }),
  fact('work.employer_recommends', 'boolean', { nullable: true }),
  fact('work.years', 'years', { columns: [
    { ...column, name: 'region', type: 'choice', options: [{ code: 'cn-31', label: bi('上海', 'Shanghai') }] },
    { ...column, name: 'salary_cny' }, { ...column, name: 'income_tax_cny' }, { ...column, name: 'months_in_china', max: '12' },
  ] }),
];

const question = (id: string, years?: number[]): Question => {
  const found = facts.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return asked(found, years);
};
const empty = (one: Question): Draft => draftOf(one, undefined, []);

describe('drafts', () => {
  it('read yes, no, a day, a number, null and not sure', () => {
    const citizen = question('person.chinese_citizen');
    expect(readDraft(citizen, { ...empty(citizen), choice: 'no' }, undefined)).toEqual({ reply: { value: false, skipped: [] } });
    expect(readDraft(citizen, { ...empty(citizen), choice: unsure }, undefined)).toEqual({ reply: { value: undefined, skipped: ['person.chinese_citizen'] } });
    const born = question('person.birth_date');
    expect(readDraft(born, { ...empty(born), day: { year: '1990', month: 'May', day: '1' } }, undefined)).toEqual({ reply: { value: '1990-05-01', skipped: [] } });
    expect(readDraft(born, { ...empty(born), day: { year: '1990', month: '2', day: '30' } }, undefined)).toEqual({ faults: [{ at: 'answer', code: 'day_wrong' }] });
    const pay = question('work.offer_salary_cny');
    expect(readDraft(pay, { ...empty(pay), text: '90万' }, undefined)).toEqual({ reply: { value: '900000', skipped: [] } });
    expect(readDraft(pay, { ...empty(pay), text: '-1' }, undefined)).toMatchObject({ faults: [{ code: 'fault_min', bound: '0' }] });
    expect(readDraft(pay, { ...empty(pay), choice: notApplicable }, undefined)).toEqual({ reply: { value: null, skipped: [] } });
    expect(readDraft(pay, empty(pay), undefined)).toMatchObject({ faults: [{ code: 'fault_number' }] });
  });
  it('read years cell by cell and keep the years that were not asked', () => {
    const table = question('work.years', [2025, 2024]);
    const draft = empty(table);
    const before = { 2020: { salary_cny: '1' } };
    draft.years['2024'] = { how: 'unsure', cells: {} };
    draft.years['2025'] = { how: 'fill', cells: { region: { choice: 'cn-31', text: '' }, salary_cny: { choice: '', text: '800,000' }, income_tax_cny: { choice: unsure, text: '' }, months_in_china: { choice: '', text: '12' } } };
    expect(readDraft(table, draft, before)).toEqual({ reply: { value: { 2020: { salary_cny: '1' }, 2025: { region: 'cn-31', salary_cny: '800000', months_in_china: '12' } }, skipped: ['work.years.2025.income_tax_cny', 'work.years.2024'] } });
    draft.years['2025'].cells['months_in_china'] = { choice: '', text: '13' };
    expect(readDraft(table, draft, before)).toMatchObject({ faults: [{ at: 'answer-2025-months_in_china', code: 'fault_max', bound: '12' }] });
  });
  it('show again what was answered', () => {
    const table = question('work.years', [2025]);
    const value = { 2025: { region: 'cn-31', salary_cny: '800000', income_tax_cny: null } };
    const shown = draftOf(table, value, ['work.years.2025.months_in_china']);
    expect(readDraft(table, shown, value)).toEqual({ reply: { value, skipped: ['work.years.2025.months_in_china'] } });
  });
});

describe('answers', () => {
  it('of a table asked twice keep what was not sure of the other years', () => {
    const none = { facts: {}, skipped: [], asked: [], doubtful: [], chosen: [], plan: null };
    let now = withReply(none, question('work.years', [2025]), { value: undefined, skipped: ['work.years.2025'] });
    now = withReply(now, question('work.years', [2024]), { value: undefined, skipped: ['work.years.2024.region'] });
    expect(now.skipped).toEqual(['work.years.2025', 'work.years.2024.region']);
    expect(now.asked.map((one) => one.years)).toEqual([[2025, 2024]]);
  });
  it('keep every other answer and mark later ones of the same matter', () => {
    const none = { facts: {}, skipped: [], asked: [], doubtful: [], chosen: [], plan: null };
    let now = withReply(none, question('work.offer_salary_cny'), { value: '1', skipped: [] });
    now = withReply(now, question('person.chinese_citizen'), { value: false, skipped: [] });
    now = withReply(now, question('work.employer_recommends'), { value: true, skipped: [] });
    now = withReply(now, question('work.offer_salary_cny'), { value: '2', skipped: [] });
    expect(now.facts).toEqual({ 'person.chinese_citizen': false, 'work.employer_recommends': true, 'work.offer_salary_cny': '2' });
    expect(now.doubtful).toEqual(['work.employer_recommends']);
    now = withReply(now, question('work.employer_recommends'), { value: undefined, skipped: ['work.employer_recommends'] });
    expect(now.doubtful).toEqual([]);
    expect(now.skipped).toEqual(['work.employer_recommends']);
  });
});
