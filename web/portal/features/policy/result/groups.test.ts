import { describe, expect, it } from 'vitest';
import { assess } from '../../../../mock/rules';
import { differenceOf, groupsOf } from './groups';

describe('groups', () => {
  it('never call advice open, and call closed with a day dated', () => {
    const groups = groupsOf(assess({ 'stay.permit': 'visa-z', 'person.chinese_citizen': false, 'person.birth_date': '1990-05-01' }, '2026-11-24', 'cn-31'));
    expect(groups.open.map((route) => route.id)).toEqual(['accom-register', 'rp-work-1y']);
    expect(groups.advice.map((route) => route.id)).toEqual(['pr-yrd-tech']);
    expect(groups.dated.map((route) => route.id)).toEqual(['pr-phd']);
    expect(groups.unknown.map((route) => route.id)).toEqual(['pr-work']);
  });
  it('compare what is open here and there', () => {
    const here = groupsOf(assess({}, '2026-11-24', 'cn-31'));
    const there = groupsOf(assess({ 'stay.permit': 'visa-z' }, '2026-11-24', 'cn-3202'));
    expect(differenceOf(here, there).gained.map((route) => route.id)).toEqual(['rp-work-1y']);
    expect(differenceOf(here, here).same).toBe(true);
  });
});
