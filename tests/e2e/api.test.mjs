// The API as a caller meets it: answers for known people, and what is said about bad requests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, languages, person } from './support.mjs';

const routeOf = async (body, id) => {
  const { status, json, text } = await call('/assessments', { body });
  assert.equal(status, 200, text.slice(0, 400));
  const route = json.routes.find((one) => one.id === id);
  assert.ok(route, `no route ${id}`);
  return route;
};

test('health', async () => {
  const { status, json } = await call('/health');
  assert.equal(status, 200);
  assert.equal(json.status, 'ok');
  assert.match(json.today, /^\d{4}-\d\d-\d\d$/);
});

test('meta has every count and region that the portal shows', async () => {
  const { status, json } = await call('/meta');
  assert.equal(status, 200);
  for (const key of ['sources_count', 'unconfirmed_sources']) assert.equal(typeof json[key], 'number', key);
  for (const id of ['cn', 'cn-31', 'cn-3202', 'cn-310115-lingang']) assert.ok(json.regions.some((one) => one.id === id), id);
  assert.ok(json.regions.some((one) => one.id === json.default_region));
});

test('routes of a place, and one route', async () => {
  const { status, json } = await call('/routes?region=cn-31');
  assert.equal(status, 200);
  const route = json.routes.find((one) => one.id === 'pr-work');
  assert.ok(route.title.zh && route.title.en);
  const guide = await call('/routes/pr-work?region=cn-31');
  assert.equal(guide.status, 200);
  assert.equal(guide.json.id, 'pr-work');
});

test('the chip engineer in Wuxi: what nobody can know is not guessed', async () => {
  const body = person('chip-engineer');
  assert.deepEqual([body.region, body.as_of], ['cn-3202', '2024-04-15']);
  const work = await routeOf(body, 'pr-work');
  assert.equal(work.status, 'undetermined');
  assert.ok(work.not_known.some((one) => one.kind === 'parameter' && one.id === 'average_wage'), JSON.stringify(work.not_known));
  const tech = await routeOf(body, 'pr-yrd-tech');
  assert.deepEqual([tech.advice_only, tech.unverified], [true, true]);
  assert.equal((await routeOf(body, 'pr-phd')).status, 'ineligible');
});

test('600,001 yuan is enough on the last day of the fixed figures and not on the next', async () => {
  assert.equal((await routeOf(person('fixed-figures-2023-04-30'), 'pr-work')).status, 'eligible');
  assert.equal((await routeOf(person('fixed-figures-2023-05-01'), 'pr-work')).status, 'ineligible');
});

test('exactly six times the average wage is enough', async () => {
  const route = await routeOf(person('six-times'), 'pr-work');
  assert.deepEqual([route.status, route.unverified], ['eligible', true]);
});

test('three years in Lin-gang: the rule cannot be confirmed', async () => {
  assert.equal((await routeOf(person('lingang-three-years'), 'pr-lingang')).status, 'undetermined');
});

const place = '"region":"cn-31","as_of":"2024-04-15"';
const bytes = (...parts) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
const deep = 5 * 1024 * 1024;
const bad = [
  ['broken JSON', `{${place},"facts":{`],
  ['a fact of the wrong type', `{${place},"facts":{"person.healthy":"perhaps"}}`, 'person.healthy'],
  ['an unknown fact', `{${place},"facts":{"person.nothing":true}}`, 'person.nothing'],
  ['an impossible date', `{${place},"facts":{"person.birth_date":"2023-02-30"}}`, 'person.birth_date'],
  ['an impossible day of the rules', '{"region":"cn-31","as_of":"2023-02-30","facts":{}}', '/as_of'],
  ['facts that are a list', `{${place},"facts":[]}`, '/facts'],
  ['no place', '{"facts":{}}', '/region'],
  ['an unknown place', '{"region":"xx-99","facts":{}}', '/region'],
  ['nesting within the size', `{${place},"facts":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ['10 MB of nesting', `{${place},"facts":${'['.repeat(deep)}${']'.repeat(deep)}}`],
  ['bad UTF-8', bytes(`{${place},"facts":{"person.nationality":"`, 0xc3, 0x28, '"}}')],
];

function assertProblem({ status, type, json, headers }, lang) {
  assert.ok(status >= 400 && status < 500, `status ${status}`);
  assert.match(type, /^application\/problem\+json/);
  assert.equal(json.status, status);
  assert.equal(typeof json.title, 'string');
  assert.match(headers.get('content-language') ?? '', lang === 'zh' ? /^zh/ : /^en/);
  assert.equal(/\p{Script=Han}/u.test(json.title + json.detail), lang === 'zh', `${json.title} ${json.detail}`);
  assert.ok(json.errors.length > 0);
  for (const one of json.errors) assert.equal(typeof one.pointer, 'string');
}

for (const lang of languages) {
  for (const [name, body, pointer] of bad) {
    test(`${name} is refused, ${lang}`, async () => {
      let answer;
      try {
        answer = await call('/assessments', { body, lang });
      } catch (error) {
        // A body far over the limit may be cut off while it is still being sent.
        assert.ok(body.length > 1024 * 1024, String(error));
      }
      if (answer) {
        assertProblem(answer, lang);
        if (pointer) assert.ok(answer.json.errors.some((one) => one.pointer.includes(pointer)), JSON.stringify(answer.json.errors));
      }
      assert.equal((await call('/health')).status, 200, 'the server goes on');
    });
  }

  test(`404 and 405, ${lang}`, async () => {
    const missing = await call('/nothing', { lang });
    assert.equal(missing.status, 404);
    assertProblem(missing, lang);
    assert.equal((await call('/routes/no-such-route?region=cn-31', { lang })).status, 404);
    const wrong = await call('/health', { lang, method: 'DELETE' });
    assert.equal(wrong.status, 405);
    assertProblem(wrong, lang);
    assert.match(wrong.headers.get('allow') ?? '', /GET/);
  });
}
