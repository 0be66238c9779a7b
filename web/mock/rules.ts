// An invented, much smaller set of rules in the shapes of the API: for developing and testing screens without a
// server. Not policy: figures here prove nothing.
import type { Assessment, Bi, Clock, Condition, Fact, Facts, Guide, Meta, RouteAnswer, RouteList, Source } from '../shared/api/types';

export const isTable = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);

const bi = (zh: string, en: string): Bi => ({ zh, en });
const empty: Bi = { zh: '', en: '' };

export const meta: Meta = {
  version: '0.1.0', rules_version: '2026-11-24', today: '2026-11-24', default_region: 'cn-31',
  regions: [
    { id: 'cn', title: bi('全国', 'China') },
    { id: 'cn-31', title: bi('上海市', 'Shanghai'), parent: 'cn' },
    { id: 'cn-310115', title: bi('上海市浦东新区', 'Pudong New Area, Shanghai'), parent: 'cn-31' },
    { id: 'cn-310115-lingang', title: bi('临港新片区', 'Lin\u2011gang Special Area'), parent: 'cn-310115' },
    { id: 'cn-32', title: bi('江苏省', 'Jiangsu'), parent: 'cn' },
    { id: 'cn-3202', title: bi('江苏省无锡市', 'Wuxi, Jiangsu'), parent: 'cn-32' },
  ],
  stages: [
    { id: 'entry', title: bi('入境', 'Entry') }, { id: 'residence', title: bi('居留', 'Residence') },
    { id: 'work', title: bi('工作', 'Work') }, { id: 'life', title: bi('生活', 'Life') },
  ],
  calendar: { first_year: 2022, last_year: 2026 }, sources_count: 42, unconfirmed_sources: 7,
};

const source = (ref: string, article: string, what: Bi, kind = 'statute', confidence: Source['confidence'] = 'high'): Source => ({
  ref, article, what, kind, confidence, title: bi('出境入境管理法', 'Exit and Entry Administration Law'),
  issuer: bi('全国人民代表大会常务委员会', 'Standing Committee of the National People’s Congress'),
  number: '主席令第57号', date: '2013-07-01', url: 'https://example.org/law', checked_on: '2026-11-22',
});
const article30 = source('cn/eea-law#30', '30', bi('入境之日起30日内申请居留证件。', 'A residence permit is applied for within 30 days of entry.'));
const article32 = source('cn/eea-law#32', '32', bi('居留证件到期30日前申请延期。', 'A renewal of residence is applied for at least 30 days before the permit ends.'));
const article39 = source('cn/eea-law#39', '39', bi('住在旅馆以外的，入住后24小时内登记。', 'Outside a hotel the guest or the host registers within 24 hours of arrival.'));
const prRule: Source = { ...source('cn-31/pr-work', '', bi('规定就业人员申请永久居留的条件。', 'Sets the conditions of permanent residence for working staff.'), 'notice', 'medium'), title: bi('上海市外国人永久居留申请条件', 'Conditions for permanent residence in Shanghai'), issuer: bi('上海市公安局', 'Shanghai police') };

const fact = (id: string, type: Fact['type'], label: Bi, ask: Bi, why: Bi, more: Partial<Fact> = {}): Fact => ({
  id, group: id.split('.')[0] ?? '', type, label, ask, why, nullable: false, proof: [], changes: 'person', privacy: 'personal', ...more,
});

export const facts: Fact[] = [
  fact('person.chinese_citizen', 'boolean', bi('中国公民', 'Chinese citizen'), bi('您是中国公民吗？', 'Are you a Chinese citizen?'), bi('中国公民和外国人办的证件不同。', 'Chinese citizens and foreigners need different documents.'), { changes: 'nobody' }),
  fact('person.birth_date', 'date', bi('出生日期', 'Date of birth'), bi('您的出生日期是哪一天？', 'What is your date of birth?'), bi('有些途径有年龄条件。', 'Some routes have an age limit.'), { changes: 'nobody', proof: [{ code: 'passport', label: bi('护照', 'Passport') }] }),
  fact('stay.permit', 'choice', bi('现有签证或者证件', 'Visa or permit held'), bi('您现在持哪种签证或者证件？', 'Which visa or permit do you hold now?'), bi('能不能申请工作类居留证件看这个。', 'It decides whether a work-type residence permit can be applied for.'), {
    options: [{ code: 'visa-z', label: bi('Z字签证', 'Z visa') }, { code: 'residence-work', label: bi('工作类居留证件', 'Work-type residence permit') }, { code: 'visa-other', label: bi('其他签证', 'Another visa') }],
    nullable: true, null_label: bi('没有签证或者证件', 'No visa or permit') }),
  fact('work.offer_salary_cny', 'number', bi('约定年薪', 'Yearly pay agreed'), bi('用人单位在中国付您的年薪是多少元？', 'What yearly pay in China does the employer offer, in CNY?'), bi('工作许可的分类和计分看年薪。', 'The class and the points of a work permit depend on it.'), { unit: 'CNY/year', min: '0', decimals: 2, nullable: true, null_label: bi('没有年薪', 'No pay'), changes: 'employer' }),
  fact('talent.grounds', 'choices', bi('人才认定', 'Recognition of talent'), bi('您有下面哪些认定？', 'Which of these recognitions do you have?'), bi('有认定的不用计分。', 'With a recognition no points are counted.'), {
    options: [{ code: 'programme', label: bi('入选国家人才计划', 'National talent programme') }, { code: 'prize', label: bi('国际公认的奖项', 'Internationally recognised prize') }] }),
  fact('work.years', 'years', bi('历年工作和居住', 'Work and residence by year'), bi('{year}年您的工作、工资、个人所得税和居住月数是多少？', 'What were your work, wage, income tax and months in China in {year}?'), bi('永久居留看最近几年的工作、工资、纳税和居住。', 'Permanent residence looks at work, wage, tax and residence in recent years.'), {
    changes: 'employer',
    columns: [
      { name: 'region', type: 'choice', label: bi('工作地', 'Place of work'), nullable: true, null_label: bi('没有在中国工作', 'Did not work in China'), options: meta.regions.slice(1).map((region) => ({ code: region.id, label: region.title })) },
      { name: 'salary_cny', type: 'number', label: bi('工资性收入', 'Wage income'), unit: 'CNY/year', min: '0', decimals: 2, nullable: true, null_label: bi('没有工资', 'No wage') },
      { name: 'income_tax_cny', type: 'number', label: bi('个人所得税', 'Income tax'), unit: 'CNY/year', min: '0', decimals: 2, nullable: true, null_label: bi('没有缴税', 'No income tax') },
      { name: 'months_in_china', type: 'number', label: bi('在中国居住月数', 'Months in China'), unit: 'months', min: '0', max: '12', nullable: true, null_label: bi('没有来中国', 'Not in China') },
    ] }),
  fact('work.employer_recommends', 'boolean', bi('用人单位推荐', 'Employer’s recommendation'), bi('用人单位推荐您申请永久居留吗？', 'Does your employer recommend you for permanent residence?'), bi('就业类永久居留要有推荐函。', 'Permanent residence for working staff needs it.'), { nullable: true, null_label: bi('没有用人单位', 'No employer'), changes: 'employer' }),
];

export const yearsAsked = [2025, 2024];

const clock = (id: string, label: Bi, who: string, unit: string, limit: number, starts: string, more: Partial<Clock> = {}): Clock => ({ id, label, who, unit, limit, starts, not_known: false, ...more });
const decision = clock('decision', bi('审批', 'Decision'), 'agency', 'working_days', 15, 'accepted', {
  starts_on: '2026-11-24', due: '2026-12-15', source: article30,
  derivation: { start: '2026-11-24', counted: [{ day: '2026-11-25', n: 1 }], skipped: [{ from: '2026-11-28', to: '2026-11-29', why: bi('周末', 'Weekend') }], counted_in: [], text: bi('2026年11月24日受理，次日起数15个工作日，最后一天是12月15日。', 'Accepted on 24 Nov 2026; 15 working days from the next day end on 15 Dec.') },
});

const base = { kind: 'permit', audience: 'foreigner', region: 'cn-31', effective_from: '2022-05-28', advice_only: false, unverified: false };
export const routeList: RouteList = {
  region: 'cn-31', as_of: '2026-11-24',
  routes: [
    { ...base, id: 'accom-register', title: bi('住宿登记', 'Accommodation registration'), summary: bi('住在旅馆以外的外国人，入住后24小时内到派出所登记。', 'A foreigner who stays outside a hotel registers with the police within 24 hours of arrival.'), stage: 'entry' },
    { ...base, id: 'rp-work-1y', title: bi('工作类居留证件（1年以下）', 'Work-type residence permit of up to 1 year'), summary: bi('持工作许可来华工作的外国人，入境后30日内申请。', 'A foreigner with a work permit applies within 30 days of entry.'), stage: 'residence', time: { unit: 'working_days', limit: 15 } },
    { ...base, id: 'urgent', kind: 'urgent', title: bi('签证证件加急（绿色通道）', 'Urgent visa or permit (green channel)'), summary: bi('有规定的紧急事由并能证明的外国人，材料齐全后3个工作日办结，不加收费用。', 'A foreigner with one of the urgent grounds and its proof is served in 3 working days once the papers are complete, without surcharge.'), stage: 'residence', time: { unit: 'working_days', limit: 3 } },
    { ...base, id: 'wp-notice', audience: 'employer', title: bi('外国人工作许可（境外新办）', 'Work permit, applied for from abroad'), summary: bi('用人单位为在境外的外国人申请，按A类、B类、C类审批。', 'The employer applies for a foreigner who is abroad; the permit is of class A, B or C.'), stage: 'work' },
    { ...base, id: 'pr-work', unverified: true, title: bi('永久居留（就业人员）', 'Permanent residence for working staff'), summary: bi('在上海连续工作4年、工资达到平均工资6倍并按标准纳税的外国人，可以申请永久居留。', 'After 4 years of work in Shanghai at 6 times the average wage, with tax up to the standard, a foreigner can apply for permanent residence.'), stage: 'life', time: { unit: 'days', limit: 180 } },
    { ...base, id: 'pr-phd', title: bi('永久居留（博士）', 'Permanent residence for doctorate holders'), summary: bi('外籍博士在上海工作，可以申请永久居留。', 'Foreign doctorate holders who work in Shanghai can apply for permanent residence.'), stage: 'life' },
    { ...base, id: 'pr-yrd-tech', advice_only: true, unverified: true, title: bi('永久居留（长三角高新技术企业引进的专业技术人才）', 'Permanent residence for technical talents of the Yangtze Delta'), summary: bi('据公开报道可以申请永久居留；要先请主管部门确认。', 'By a published account they can apply for permanent residence; ask the competent authority first.'), stage: 'life' },
    { ...base, id: 'cn-passport', audience: 'citizen', title: bi('普通护照', 'Ordinary passport'), summary: bi('中国公民申请普通护照，通常7个工作日办结。', 'A Chinese citizen applies for an ordinary passport; it usually takes 7 working days.'), stage: 'life' },
  ],
  elsewhere: [{ id: 'pr-lingang', title: bi('永久居留（临港新片区工作人员）', 'Permanent residence for Lin\u2011gang staff'), regions: [{ id: 'cn-310115-lingang', title: bi('临港新片区', 'Lin\u2011gang Special Area') }] }],
};

const papers = [
  { code: 'passport', label: bi('护照', 'Passport'), issuer: bi('本国主管机关', 'Your country’s passport office'), waived: false, waivable: false, note: empty },
  { code: 'health', label: bi('健康证明', 'Health certificate'), issuer: bi('检验检疫或者医疗机构', 'Health inspection or medical institution'), valid_months: 6, waived: null, waivable: true, note: empty },
];
const fees = [{ item: 'permit', label: bi('居留证件', 'Residence permit'), amount: '400', currency: 'CNY', charged: true, source: article30 }];
const clocksOf: Record<string, Clock[]> = {
  'accom-register': [clock('register', bi('最晚登记时间', 'Latest time to register'), 'applicant', 'hours', 24, 'arrival', { source: article39 })],
  'rp-work-1y': [decision, clock('first', bi('入境后申请', 'Apply after entry'), 'applicant', 'days', 30, 'entry', { source: article30 }), clock('renew', bi('到期前申请延期', 'Apply for renewal before the end'), 'applicant', 'days', 30, 'before', { source: article32 })],
};

const condition = (id: string, label: Bi, value: boolean | null, more: Partial<Condition> = {}): Condition => ({ id, label, value, facts: [], given: [], missing: [], not_known: [], source: prRule, ...more });

export function guideOf(id: string): Guide | null {
  const route = routeList.routes.find((one) => one.id === id);
  if (!route) return null;
  return {
    ...route, as_of: '2026-11-24', rules_version: meta.rules_version,
    conditions: [
      { id: 'residence', label: bi('在上海连续工作满4年，每年在中国居住累计不少于6个月', '4 successive years of work in Shanghai with at least 6 months in China in each'), source: prRule, facts: ['work.years'] },
      { id: 'recommendation', label: bi('用人单位推荐', 'Recommended by the employer'), source: prRule, facts: ['work.employer_recommends'] },
    ],
    parameters: [
      { id: 'average_wage', label: bi('月平均工资', 'Average monthly wage'), unit: 'CNY/month', value: '12307', year: 2023, unverified: true, not_published: false, source: prRule },
      { id: 'average_wage', label: bi('月平均工资', 'Average monthly wage'), unit: 'CNY/month', value: '', year: 2025, unverified: false, not_published: true, note: bi('2025年的数没有查到。', 'The figure for 2025 was not found.') },
    ],
    papers, fees, clocks: clocksOf[id] ?? [decision], validity: [{ label: bi('永久居留身份证10年', 'Card valid for 10 years') }],
    authorities: [{ code: 'psb', title: bi('公安机关出入境管理机构', 'Exit-entry office of the police') }],
    remedies: [{ kind: 'consultation', label: bi('咨询拨打12367。', 'Ask 12367.') }], doubts: [bi('“连续4年”是否按月份起算没有查到。', 'Whether “4 successive years” counts by months was not found.')],
    versions: [
      { region: 'cn-31', effective_from: '2015-07-01', effective_to: '2023-04-30', precision: 'day', current: false, withdrawn: false, summary: bi('工资和纳税看固定数。', 'Fixed figures for wage and tax.'), sources: [prRule] },
      { region: 'cn-31', effective_from: '2023-05-01', precision: 'day', current: true, withdrawn: false, summary: route.summary, sources: [prRule] },
    ],
    sources: [prRule, article30],
  };
}

export function assess(given: Facts, asOf: string, region: string): Assessment {
  const citizen = given['person.chinese_citizen'];
  const recommends = given['work.employer_recommends'];
  const years = given['work.years'];
  const answer = (id: string, status: RouteAnswer['status'], conditions: Condition[], more: Partial<RouteAnswer> = {}): RouteAnswer => {
    const route = routeList.routes.find((one) => one.id === id);
    if (!route) throw new Error(id);
    return {
      ...route, status, conditions, results: [], missing: conditions.flatMap((one) => one.missing), may_matter: [], not_known: conditions.flatMap((one) => one.not_known),
      nearest: [], papers, fees, clocks: clocksOf[id] ?? [decision], doubts: [], authorities: [{ code: 'psb', title: bi('公安机关出入境管理机构', 'Exit-entry office of the police') }], sources: [prRule], ...more,
    };
  };
  const wageUnknown = { kind: 'parameter', id: 'average_wage', at: '2025', label: bi('2025年的月平均工资', 'Average monthly wage of 2025'), note: bi('上海市人力资源和社会保障局没有公布，我们不猜。', 'The Shanghai labour bureau has not published it. We do not guess.') };
  const permit = given['stay.permit'];
  const routes: RouteAnswer[] = [
    answer('accom-register', 'eligible', [condition('elsewhere', bi('住在旅馆以外', 'Staying outside a hotel'), true, { source: article39 })]),
    answer('rp-work-1y', permit === undefined ? 'undetermined' : permit === 'visa-z' || permit === 'residence-work' ? 'eligible' : 'ineligible',
      [condition('permit', bi('持Z字签证或者工作类居留证件', 'Z visa or work-type residence permit'), permit === undefined ? null : permit === 'visa-z' || permit === 'residence-work', { facts: ['stay.permit'], missing: permit === undefined ? ['stay.permit'] : [], source: article30,
        given: permit === undefined ? [] : [{ fact: 'stay.permit', label: bi('现有签证或者证件', 'Visa or permit held'), value: bi('Z字签证', 'Z visa') }] })],
      permit === 'visa-other' ? { nearest: [{ changes: [{ fact: 'stay.permit', label: bi('现有签证或者证件', 'Visa or permit held'), from: bi('其他签证', 'Another visa'), to: bi('Z字签证', 'Z visa'), who: 'person' }] }] } : {}),
    answer('pr-work', 'undetermined', [
      condition('residence', bi('在上海连续工作满4年，每年在中国居住累计不少于6个月', '4 successive years of work in Shanghai with at least 6 months in China in each'), isTable(years) ? true : null, { missing: isTable(years) ? [] : ['work.years.2025.salary_cny'] }),
      condition('wage', bi('每年工资性收入不低于上一年度平均工资的6倍', 'Wage income of at least 6 times the previous year’s average in each year'), null, { not_known: [wageUnknown] }),
      condition('recommendation', bi('用人单位推荐', 'Recommended by the employer'), typeof recommends === 'boolean' ? recommends : null, { missing: recommends === undefined ? ['work.employer_recommends'] : [] }),
    ]),
    answer('pr-phd', 'ineligible', [condition('degree', bi('有博士学位', 'Doctorate'), false, { given: [{ fact: 'education.highest', label: bi('最高学历', 'Highest degree'), value: bi('硕士', 'Master') }] })],
      { nearest: [{ changes: [{ fact: 'education.highest', label: bi('最高学历', 'Highest degree'), from: bi('硕士', 'Master'), to: bi('博士', 'Doctorate'), who: 'person' }] }], opens_on: citizen === false && given['person.birth_date'] === '1990-05-01' ? '2027-03-15' : null }),
    answer('pr-yrd-tech', 'eligible', [condition('firm', bi('高新技术企业引进', 'Brought in by a high-tech enterprise'), true)], { doubts: [bi('没有找到公布的条文。', 'No published rule was found.')] }),
  ];
  const count = (status: string): number => routes.filter((one) => one.status === status && !one.opens_on && !one.advice_only).length;
  return {
    as_of: asOf, region, rules_version: meta.rules_version, packs: [{ id: region, version: meta.rules_version }],
    counts: { eligible: count('eligible'), opens: routes.filter((one) => one.opens_on).length, ineligible: count('ineligible'), undetermined: count('undetermined'), advice: 1 },
    routes, not_applicable: [{ id: 'cn-passport', title: bi('普通护照', 'Ordinary passport') }], elsewhere: routeList.elsewhere, questions: [],
  };
}
