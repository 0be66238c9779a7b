import { describe, expect, it } from 'vitest';
import type { Assessment, RouteAnswer } from '@shared/api/types';
import { route } from '@shared/testing';
import { differenceOf, groupsOf } from './groups';

const judged = (...routes: RouteAnswer[]): Assessment => ({
  as_of: '2026-11-24', region: 'cn-31', rules_version: '', packs: [], counts: { eligible: 0, opens: 0, ineligible: 0, undetermined: 0, advice: 0 }, routes, not_applicable: [], elsewhere: [], questions: [],
});
const open = route('rp-work-1y', { status: 'eligible' });

describe('groups', () => {
  it('never call advice open, and call closed with a day dated', () => {
    const groups = groupsOf(judged(
      open, route('pr-yrd-tech', { status: 'eligible', advice_only: true }), route('pr-phd', { status: 'ineligible', opens_on: '2027-03-15' }),
      route('pr-spouse', { status: 'ineligible' }), route('pr-work'),
    ));
    expect(groups.open.map((one) => one.id)).toEqual(['rp-work-1y']);
    expect(groups.advice.map((one) => one.id)).toEqual(['pr-yrd-tech']);
    expect(groups.dated.map((one) => one.id)).toEqual(['pr-phd']);
    expect(groups.closed.map((one) => one.id)).toEqual(['pr-spouse']);
    expect(groups.unknown.map((one) => one.id)).toEqual(['pr-work']);
  });
  it('compare what is open here and there', () => {
    const here = groupsOf(judged(route('rp-work-1y')));
    const there = groupsOf(judged(open));
    expect(differenceOf(here, there).gained.map((one) => one.id)).toEqual(['rp-work-1y']);
    expect(differenceOf(here, here).same).toBe(true);
  });
});
