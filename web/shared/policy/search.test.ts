import { describe, expect, it } from 'vitest';
import { bi, summary } from '../testing';
import { findGuides, wordsOf } from './search';

const routes = [
  summary('accom-register', bi('住宿登记', 'Accommodation registration'), bi('住在旅馆以外的外国人，入住后24小时内登记。', 'A foreigner who stays outside a hotel registers within 24 hours.')),
  summary('rp-work-1y', bi('工作类居留证件', 'Work-type residence permit'), bi('持工作许可来华工作的，入境后30日内申请。', 'A foreigner with a work permit applies within 30 days of entry.')),
  summary('urgent', bi('签证证件加急', 'Urgent visa or permit'), bi('有紧急事由的，3个工作日办结。', 'With an urgent ground it takes 3 working days.')),
  summary('pr-work', bi('永久居留（就业人员）', 'Permanent residence for working staff'), bi('在上海连续工作满4年的，可以申请。', 'After 4 years of work in Shanghai.')),
];

const ids = (query: string): string[] => findGuides(query, routes).map((route) => route.id);

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
