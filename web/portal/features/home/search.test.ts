import { describe, expect, it } from 'vitest';
import { routeList } from '../../../mock/rules';
import { findGuides, wordsOf } from './search';

const ids = (query: string): string[] => findGuides(query, routeList.routes).map((route) => route.id);

describe('search', () => {
  it('splits Chinese into pairs and English into words', () => {
    expect(wordsOf('永久居留')).toEqual(['永久', '久居', '居留']);
    expect(wordsOf('I lost my passport')).toEqual(['lost', 'passport']);
  });
  it.each([
    ['绿卡', 'pr-work'],
    ['green card', 'pr-work'],
    ['住宿登记', 'accom-register'],
    ['I rent a flat', 'accom-register'],
    ['护照丢了', 'urgent'],
    ['my permit ends next month', 'rp-work-1y'],
    ['居留许可下个月到期', 'rp-work-1y'],
  ])('%s finds %s', (query, id) => expect(ids(query)).toContain(id));
  it('finds nothing for words that no guide has', () => {
    expect(ids('宠物')).toEqual([]);
    expect(ids('driving licence')).toEqual([]);
    expect(ids('   ')).toEqual([]);
  });
});
