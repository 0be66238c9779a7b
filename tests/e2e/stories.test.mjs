// What the product must show for known people, asked of the running server. The figures of the references below are written here
// from the public tables themselves and share no code and no data with the packs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { call, person } from './support.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const gangway = process.env.GANGWAY_BIN ?? join(root, 'build/release/gangway');

async function judge(body) {
  const { status, json, text } = await call('/assessments', { body });
  assert.equal(status, 200, text.slice(0, 400));
  return json;
}
async function route(body, id) {
  const found = (await judge({ ...body, routes: [id] })).routes;
  assert.deepEqual(found.map((one) => one.id), [id]);
  return found[0];
}
const condition = (answer, id) => answer.conditions.find((one) => one.id === id);
const changed = (body, facts, more = {}) => ({ ...body, ...more, facts: { ...body.facts, ...facts } });
// The same change in every year of the table that has a salary.
const eachYear = (body, change) => ({
  ...body,
  facts: { ...body.facts, 'work.years': Object.fromEntries(Object.entries(body.facts['work.years']).map(([year, row]) => [year, row.salary_cny === null ? row : { ...row, ...change(row, year) }])) },
});

test('the chip engineer in Wuxi', async () => {
  const everything = await judge(person('chip-engineer'));
  assert.equal(everything.region, 'cn-3202');
  assert.equal(everything.as_of, '2024-04-15');
  const routes = Object.fromEntries(everything.routes.map((one) => [one.id, one]));

  const doctor = routes['pr-phd'];
  assert.equal(doctor.status, 'ineligible');
  assert.equal(condition(doctor, 'doctorate').value, false);
  assert.match(condition(doctor, 'doctorate').given[0].value.en, /Master/);
  assert.ok(condition(doctor, 'doctorate').source.ref, 'the reason has a source');

  const advice = routes['pr-yrd-tech'];
  assert.deepEqual([advice.advice_only, advice.unverified, advice.status], [true, true, 'undetermined']);
  assert.ok(advice.papers.length >= 5);
  assert.ok(advice.not_known.some((one) => /No official text/.test(one.note.en)));

  const work = routes['pr-work'];
  assert.equal(work.status, 'undetermined');
  assert.deepEqual([condition(work, 'residence').value, condition(work, 'wage').value, condition(work, 'tax').value], [true, null, null]);
  assert.deepEqual([...new Set(work.not_known.map((one) => one.id))], ['average_wage'], 'nothing else is in the way');
  assert.deepEqual(work.not_known.map((one) => one.at).sort(), ['2019', '2020', '2021', '2022']);
  assert.deepEqual(work.missing, [], 'no answer of the person would settle it');
  for (const one of work.not_known) {
    assert.match(one.note.zh, /没有查到无锡.*平均工资/);
    assert.match(one.note.en, /found no published average wage of Wuxi/);
  }
});

test('600,001 of wage and 120,001 of tax: the last day of the fixed figures and the first of the multiple', async () => {
  const before = person('fixed-figures-2023-04-30');
  const after = person('fixed-figures-2023-05-01');
  assert.deepEqual(before.facts, after.facts, 'the same person');
  const open = await route(before, 'pr-work');
  const closed = await route(after, 'pr-work');
  assert.equal(open.status, 'eligible');
  assert.equal(condition(open, 'wage').source.ref, 'cn-31/sci-tech-2015#wage');
  assert.equal(closed.status, 'ineligible');
  assert.deepEqual([condition(closed, 'wage').value, condition(closed, 'tax').value], [false, false]);
  assert.equal(condition(closed, 'wage').source.ref, 'cn-31/psb-pr-work-2023');
  // "Above", not "at least".
  const withFigures = (salary_cny, income_tax_cny) => eachYear(before, () => ({ salary_cny, income_tax_cny }));
  assert.equal((await route(withFigures(600_000, 120_001), 'pr-work')).status, 'ineligible');
  assert.equal((await route(withFigures(600_001, 120_000), 'pr-work')).status, 'ineligible');
  assert.equal((await route(withFigures('600000.01', '120000.01'), 'pr-work')).status, 'eligible');
});

// Shanghai, urban units, all employed, yuan a month.
const shanghaiWage = { 2018: 8765, 2019: 9580, 2020: 10338, 2021: 11396, 2022: 12183, 2023: 12307, 2024: 12434 };

test('six times the average wage, one yuan below and one above', async () => {
  const body = person('six-times');
  for (const [delta, wage, status] of [[-1, false, 'ineligible'], [0, true, 'eligible'], [1, true, 'eligible']]) {
    const answer = await route(eachYear(body, (_, year) => ({ salary_cny: 6 * 12 * shanghaiWage[year - 1] + delta })), 'pr-work');
    assert.deepEqual([condition(answer, 'wage').value, answer.status], [wage, status], `${delta}`);
    assert.equal(answer.unverified, true, 'another wage series stands in');
  }
  for (const [delta, tax] of [['-0.01', false], ['0', true], ['0.01', true]]) {
    const cents = (year) => BigInt(6 * 12 * 20 * shanghaiWage[year - 1]) + BigInt(Math.round(Number(delta) * 100));
    const answer = await route(eachYear(body, (_, year) => ({ income_tax_cny: `${cents(year) / 100n}.${String(cents(year) % 100n).padStart(2, '0')}` })), 'pr-work');
    assert.equal(condition(answer, 'tax').value, tax, delta);
  }
  const five = await route({ ...body, facts: { ...body.facts, 'work.years': { ...body.facts['work.years'], 2020: { ...body.facts['work.years'][2020], months_in_china: 5 } } } }, 'pr-work');
  assert.deepEqual([condition(five, 'residence').value, five.status], [false, 'ineligible']);
});

test('three years in Lin-gang at four times: only the tax figure is not known', async () => {
  const body = person('lingang-three-years');
  const answer = await route(body, 'pr-lingang');
  assert.equal(answer.status, 'undetermined');
  assert.deepEqual([...new Set(answer.not_known.map((one) => one.id))], ['lingang_tax_standard']);
  assert.match(answer.not_known[0].note.en, /not published; we do not guess/);
  for (const one of answer.conditions) assert.equal(one.value, one.id === 'tax' ? null : true, one.id);
  for (const [delta, wage, status] of [[-1, false, 'ineligible'], [0, true, 'undetermined'], [1, true, 'undetermined']]) {
    const near = await route(eachYear(body, (_, year) => ({ salary_cny: 4 * 12 * shanghaiWage[year - 1] + delta })), 'pr-lingang');
    assert.deepEqual([condition(near, 'wage').value, near.status], [wage, status], `${delta}`);
  }
});

test('the urgent traveller: clocks that start on an open Saturday', async () => {
  const body = person('urgent-traveller');
  const clock = (answer, id) => answer.clocks.find((one) => one.id === id);
  const answer = await route(body, 'urgent');
  assert.equal(answer.status, 'eligible');
  assert.deepEqual(['urgent', 'ordinary'].map((id) => [clock(answer, id).starts_on, clock(answer, id).limit, clock(answer, id).unit, clock(answer, id).due]), [['2022-05-28', 3, 'working_days', '2022-06-01'], ['2022-05-28', 7, 'working_days', '2022-06-08']]);
  assert.match(clock(answer, 'urgent').derivation.text.en, /1 June 2022/);
  assert.match(clock(answer, 'ordinary').derivation.text.zh, /2022年6月8日/);
  // The same Saturday, a Chinese citizen's passport on urgent grounds: five working days.
  const citizen = await judge(changed(body, { 'person.chinese_citizen': true, 'travel.ground': 'family-emergency', 'travel.proof': true }));
  const passport = citizen.routes.find((one) => one.id === 'cn-passport-urgent');
  assert.ok(passport, `no urgent passport among ${citizen.routes.map((one) => one.id)}`);
  assert.ok(passport.clocks.some((one) => one.unit === 'working_days' && one.limit === 5 && one.due === '2022-06-06'), JSON.stringify(passport.clocks.map(({ id, limit, due }) => [id, limit, due])));
  for (const [count, due] of [[3, '2022-06-01'], [5, '2022-06-06'], [7, '2022-06-08']]) assert.equal((await call(`/workdays?from=2022-05-28&count=${count}`)).json.due, due);
});

// The points of a work permit, from the public table: bands with their lower ends, then what a single answer gives.
const band = (bands, value) => bands.reduce((points, [from, gives]) => (value >= from ? gives : points), 0);
const agedOn = (birth, day) => { const [by, bm, bd] = birth.split('-').map(Number); const [y, m, d] = day.split('-').map(Number); return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0); };
function points(facts, day) {
  const degree = { bachelor: 10, master: 15, doctorate: 20 }[facts['education.highest']] ?? 0;
  const skill = { 'senior-worker': 10, technician: 15, 'senior-technician': 20, 'top-international': 20 }[facts['education.skill']] ?? 0;
  const years = Math.floor(facts['work.related_years']);
  const age = agedOn(facts['person.birth_date'], day);
  const fluent = facts['person.former_chinese_national'] || facts['education.taught_in_chinese'];
  return band([[50_000, 5], [70_000, 8], [150_000, 11], [250_000, 14], [350_000, 17], [450_000, 20]], facts['work.offer_salary_cny'])
    + Math.max(degree, skill)
    + (years < 2 ? 0 : Math.min(20, 5 + years - 2))
    + band([[3, 5], [6, 10], [9, 15]], facts['work.months_planned'])
    + (fluent ? 5 : Math.min(5, facts['language.hsk_level']))
    + (['west', 'north-east', 'poverty-county'].includes(facts['work.location']) ? 10 : 0)
    + (age < 18 || age > 60 ? 0 : band([[18, 10], [26, 15], [46, 10], [56, 5]], age))
    + (facts['talent.extras'].length > 0 ? 5 : 0)
    + Math.min(10, facts['talent.local_bonus']);
}

const day = '2024-12-02';
// Nobody in particular, who reaches no class but by points.
const plain = {
  region: 'cn-31',
  as_of: day,
  facts: {
    'person.birth_date': '1990-03-14', 'person.chinese_citizen': false, 'person.former_chinese_national': false, 'person.healthy': true, 'person.no_criminal_record': true,
    'stay.in_china': false, 'work.has_employer': true, 'work.offer_salary_cny': 300_000, 'work.related_years': 5, 'work.months_planned': 11, 'work.location': 'elsewhere',
    'work.post_kind': 'other', 'work.quota_confirmed': null, 'work.teaches_native_language': null, 'education.highest': 'bachelor', 'education.skill': null, 'education.schools': [],
    'education.taught_in_chinese': false, 'education.intl_qualification': false, 'education.top_postdoc': false, 'education.teaching_certificate': null, 'language.hsk_level': 0,
    'talent.grounds': [], 'talent.extras': [], 'talent.local_bonus': 0, 'founder.is_founder': false, 'founder.own_ip': null, 'founder.invested_usd': null,
    'founder.stable_years': null, 'founder.share_percent': null, 'founder.sales_cny': null, 'founder.tax_cny': null,
  },
};
const around = (edges) => edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
// Birthdays that make a person of that age today, tomorrow, and since yesterday.
const birthdays = (ages) => ages.flatMap((age) => [`${2024 - age}-12-01`, `${2024 - age}-12-02`, `${2024 - age}-12-03`]);
const rows = {
  'work.offer_salary_cny': [0, ...around([50_000, 70_000, 150_000, 250_000, 350_000, 450_000])],
  'education.highest': ['below-bachelor', 'bachelor', 'master', 'doctorate'],
  'education.skill': ['senior-worker', 'technician', 'senior-technician', 'top-international'],
  'work.related_years': [0, 1, 2, 3, 4, 9, 15, 16, 17, 18, 40],
  'work.months_planned': [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12],
  'language.hsk_level': [0, 1, 2, 3, 4, 5, 6],
  'person.former_chinese_national': [true],
  'education.taught_in_chinese': [true],
  'work.location': ['west', 'north-east', 'poverty-county', 'elsewhere'],
  'person.birth_date': birthdays([18, 19, 25, 26, 27, 45, 46, 47, 55, 56, 57, 60, 61]),
  'talent.extras': [['university'], ['fortune-500'], ['patents'], ['five-years'], ['university', 'patents']],
  'talent.local_bonus': [0, 1, 9, 10],
};

async function permit(body) {
  const answer = await route(body, 'wp-notice');
  const result = Object.fromEntries(answer.results.map((one) => [one.id, one.value.en]));
  return { status: answer.status, class: result.class, points: Number(/^(\d+) points?$/.exec(result.points)?.[1]) };
}

for (const [fact, values] of Object.entries(rows)) {
  test(`points of a work permit, ${fact}`, async () => {
    for (const value of values) {
      const body = changed(plain, { [fact]: value });
      assert.equal((await permit(body)).points, points(body.facts, day), `${fact} = ${value}`);
    }
  });
}

test('points of a work permit: the thresholds 60 and 85, one below and one above', async () => {
  const b = { 'work.offer_salary_cny': 70_000, 'education.highest': 'bachelor' };
  const a = { 'work.offer_salary_cny': 450_000, 'education.highest': 'master', 'language.hsk_level': 5 };
  for (const [facts, years, total, expected, status] of [[b, 8, 59, 'Class C', 'ineligible'], [b, 9, 60, 'Class B', 'eligible'], [b, 10, 61, 'Class B', 'eligible'], [a, 11, 84, 'Class B', 'eligible'], [a, 12, 85, 'Class A', 'eligible'], [a, 13, 86, 'Class A', 'eligible']]) {
    const body = changed(plain, { ...facts, 'work.related_years': years });
    assert.equal(points(body.facts, day), total);
    assert.deepEqual(await permit(body), { status, class: expected, points: total });
  }
});

test('points of a work permit: every version of the table and the single window agree', async () => {
  const best = changed(plain, { 'work.offer_salary_cny': 450_000, 'education.highest': 'doctorate', 'work.related_years': 17, 'language.hsk_level': 5, 'work.location': 'west', 'talent.extras': ['patents'], 'talent.local_bonus': 10 });
  for (const as_of of ['2024-11-30', '2024-12-01', day]) assert.equal((await permit({ ...best, as_of })).points, 120);
  assert.equal(points(best.facts, day), 120, 'the table gives 120 at most');
});

test('the interview of ten people asks at least 40 % less than the form of all facts', async () => {
  const names = ['engineer', 'manager', 'phd', 'spouse', 'student-passport', 'language-teacher', 'executive', 'seasonal', 'retired', 'founder'];
  const people = names.map((name) => [name, person(name)]);
  const as_of = '2026-11-24';
  let asked = 0;
  let form = 0;
  for (const [name, { facts }] of people) {
    const known = {};
    const skipped = [];
    const facts_asked = new Set();
    for (let i = 0; ; i += 1) {
      assert.ok(i < 200, `${name} is asked without end`);
      const { json, status, text } = await call('/questions', { body: { region: 'cn-31', as_of, facts: known, skipped } });
      assert.equal(status, 200, text);
      if (i === 0) form += json.form_size;
      if (!json.question) break;
      const { id } = json.question.fact;
      facts_asked.add(id);
      if (json.question.years.length > 0) {
        known[id] = { ...known[id], ...Object.fromEntries(json.question.years.map((year) => [year, facts[id]?.[year]]).filter(([, row]) => row)) };
        skipped.push(...json.question.years.map((year) => `${id}.${year}`));
      } else if (id in facts) {
        known[id] = facts[id];
      } else {
        skipped.push(id);
      }
    }
    asked += facts_asked.size;
    // What all facts settle is settled by these answers too, and in the same way.
    const short = Object.fromEntries((await judge({ region: 'cn-31', as_of, facts: known })).routes.map((one) => [one.id, one.status]));
    for (const { id, status } of (await judge({ region: 'cn-31', as_of, facts })).routes) {
      if (status !== 'undetermined' && short[id]) assert.equal(short[id], status, `${name} ${id}`);
    }
  }
  const saving = 1 - asked / form;
  console.log(`# ${people.length} people: ${asked} answers instead of ${form}, ${(100 * saving).toFixed(1)} % fewer`);
  assert.ok(saving >= 0.4, `${saving}`);
});

test('the command line says the same as the API', async () => {
  for (const name of ['chip-engineer', 'six-times', 'urgent-traveller']) {
    const { region, as_of, facts } = person(name);
    const { status, stdout, stderr } = spawnSync(gangway, ['assess', '--packs', 'packs', '--region', region, '--as-of', as_of, '--facts', '-'], { cwd: root, input: JSON.stringify(facts), encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), await judge({ region, as_of, facts }), name);
  }
});
