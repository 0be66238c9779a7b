// The loop of a request through a server with demonstration data: received, relayed, answered, called back, closed; and every
// endpoint of it refused to everybody whom the table of permissions does not name.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-28T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-requests-'));
let server;
let url;
let password;

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

before(async () => {
  const printed = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, '--small'], { encoding: 'utf8' });
  password = printed.split('\n')[0].split('\t')[1];
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100; ++i) {
    if (await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not answer');
});

after(async () => {
  if (server) await ended([server]);
  rmSync(folder, { recursive: true, force: true });
});

async function send(method, path, { body, cookie, purpose = 'handling', version, lang = 'en', headers = {} } = {}) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'accept-language': lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
      ...(purpose ? { 'gangway-purpose': purpose } : {}),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : null, headers: response.headers };
}

const sessions = new Map();
async function as(login) {
  if (sessions.has(login)) return sessions.get(login);
  const answer = await send('POST', '/session', { body: { login, password } });
  assert.equal(answer.status, 201, login);
  const cookie = answer.headers.get('set-cookie').split(';')[0];
  const who = { login, cookie, session: answer.json };
  sessions.set(login, who);
  return who;
}
const act = (who, request, verb, body = {}) =>
  send('POST', `/requests/${request.id}/${verb}`, { body, cookie: who.cookie, version: request.version });

test('the whole loop, with one first-ask owner throughout', async () => {
  const hotline = await as('hotline1');
  const labour = await as('labour1');
  const received = await send('POST', '/requests', {
    cookie: hotline.cookie,
    body: { kind: 'help', channel: 'hotline12367', language: 'en', question: 'My permit is late.', name: 'Invented caller', contact: '000' },
  });
  assert.equal(received.status, 201);
  let request = received.json;
  const owner = request.owner.account;
  assert.equal(request.due, '2022-06-06'); // five working days; 3 to 5 June are the Dragon Boat holidays
  assert.equal(request.limit.unverified, true);
  assert.match(request.due_text.en, /2022|June/);

  const to = { place: hotline.session.post.place, department: 'labour' };
  request = (await act(hotline, request, 'offer', { to, text: 'wages' })).json;
  assert.equal(request.unit.department, 'hotline');
  request = (await act(labour, request, 'accept')).json;
  assert.equal(request.unit.department, 'labour');
  request = (await act(labour, request, 'answer', { text: 'It will be ready on Monday.' })).json;

  const early = await act(hotline, request, 'close');
  assert.equal(early.status, 409);
  assert.equal(early.json.code, 'requests.not_called_back');
  request = (await act(hotline, request, 'call', { result: 'not_content', text: 'asked for the window' })).json;
  assert.equal(request.stage, 'handling');
  assert.equal(request.reopened, 1);
  request = (await act(labour, request, 'answer', { text: 'Window 3, Monday.' })).json;
  request = (await act(hotline, request, 'call', { result: 'content' })).json;
  assert.equal(request.gate.open, true);
  request = (await act(hotline, request, 'close')).json;
  assert.equal(request.stage, 'closed');
  assert.equal(request.owner.account, owner);

  for (const lang of ['zh', 'en']) {
    const status = await send('GET', `/request-status/${request.code}`, { lang, purpose: '' });
    assert.equal(status.status, 200);
    assert.equal(status.json.answer, 'Window 3, Monday.');
    assert.ok(status.json.next[lang]);
    assert.equal(status.json.notes, undefined); // what staff note is not for the asker's page
  }
});

test('a baton is refused with a reason, and what is stale changes nothing', async () => {
  const window = await as('window1');
  const tax = await as('tax1');
  const body = { kind: 'question', channel: 'window', language: 'zh', question: '税怎么算？' };
  let request = (await send('POST', '/requests', { cookie: window.cookie, body })).json;
  const first = request;
  request = (await act(window, request, 'offer', { to: { place: window.session.post.place, department: 'tax' } })).json;
  const without = await act(tax, request, 'refuse');
  assert.equal(without.status, 422);
  assert.equal(without.json.errors[0].pointer, '/text');
  request = (await act(tax, request, 'refuse', { text: '不是税的事' })).json;
  assert.equal(request.offer, undefined);
  assert.equal(request.refused_by[0].department, 'tax');
  const stale = await act(window, first, 'note', { text: 'too late' });
  assert.equal(stale.status, 412);
  const blind = await send('POST', `/requests/${request.id}/note`, { cookie: window.cookie, body: { text: 'x' } });
  assert.equal(blind.status, 412);
});

test('who asks on the web gets a code and an owner at once', async () => {
  const body = { region: 'cn-310115-lingang', kind: 'question', language: 'en', question: 'Where is the window?' };
  const asked = await send('POST', '/web-requests', { body, purpose: '' });
  assert.equal(asked.status, 201);
  assert.ok(asked.json.owner);
  assert.ok(asked.json.next.en.includes('2022-05-30'), asked.json.next.en); // one working day after Saturday the 28th
  const nowhere = await send('POST', '/web-requests', { body: { ...body, region: 'cn-32' }, purpose: '' });
  assert.equal(nowhere.status, 503);
  const wrong = await send('GET', '/request-status/0000-0000-0000-0000-0', { purpose: '' });
  assert.equal(wrong.status, 404);
});

test('sent twice under one key, a request is received once', async () => {
  const body = { region: 'cn-310115-lingang', kind: 'question', language: 'en', question: 'May I ask twice?' };
  const twice = () => send('POST', '/web-requests', { body, purpose: '', headers: { 'idempotency-key': 'once-and-no-more' } });
  const answers = await Promise.all([twice(), twice(), twice()]);
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201]);
  assert.equal(new Set(answers.map(({ json }) => json.code)).size, 1);
  const other = await send('POST', '/web-requests', { body: { ...body, question: 'Something else?' }, purpose: '', headers: { 'idempotency-key': 'once-and-no-more' } });
  assert.equal(other.status, 409);
  assert.equal(other.json.code, 'journal.key_reused');
  // A colleague who happens on the same key does not get the other's.
  const mine = { kind: 'question', channel: 'window', language: 'zh', question: '同一个键？' };
  const made = await send('POST', '/requests', { cookie: (await as('window1')).cookie, body: mine, headers: { 'idempotency-key': 'k' } });
  assert.equal(made.status, 201);
  assert.equal((await send('POST', '/requests', { cookie: (await as('window1')).cookie, body: mine, headers: { 'idempotency-key': 'k' } })).json.id, made.json.id);
  assert.equal((await send('POST', '/requests', { cookie: (await as('window2')).cookie, body: mine, headers: { 'idempotency-key': 'k' } })).status, 409);
});

test('an ending is rated once; a bad grade becomes a complaint that its handler cannot take', async () => {
  const hotline = await as('hotline1');
  let request = (await send('POST', '/requests', { cookie: hotline.cookie, body: { kind: 'help', channel: 'hotline12367', language: 'en', question: 'I waited.', contact: '000' } })).json;
  const rate = (grade, text) => send('POST', `/request-status/${request.code}/review`, { body: { grade, ...(text ? { text } : {}) }, purpose: '' });
  assert.equal((await rate('satisfied')).json.code, 'requests.review_too_early');
  request = (await act(hotline, request, 'answer', { text: 'Sorry.' })).json;
  request = (await act(hotline, request, 'call', { result: 'content' })).json;
  request = (await act(hotline, request, 'close')).json;
  assert.equal((await send('GET', `/request-status/${request.code}`, { purpose: '' })).json.may_review, true);
  assert.equal((await rate('splendid')).status, 422);
  const rated = await rate('dissatisfied', 'Two hours.');
  assert.equal(rated.status, 200);
  assert.equal(rated.json.grade, 'dissatisfied');
  assert.equal((await rate('very_satisfied')).json.code, 'requests.reviewed');
  const status = await send('GET', `/request-status/${rated.json.complaint}`, { purpose: '' });
  assert.equal(status.json.kind, 'complaint');
  assert.ok(status.json.due);
  const manager = await as('manager');
  const all = (await send('GET', '/requests?stage=handling', { cookie: manager.cookie, purpose: 'supervision' })).json.requests;
  const complaint = all.find(({ code }) => code === rated.json.complaint);
  assert.notEqual(complaint.owner.account, request.owner.account);
  assert.equal(complaint.complained_of.account, request.owner.account);
  assert.equal(complaint.about, request.id);
  const given = await send('POST', `/requests/${complaint.id}/owner`, { cookie: manager.cookie, purpose: 'supervision', version: complaint.version, body: { owner: request.owner.account } });
  assert.equal(given.status, 403);
  assert.equal(given.json.code, 'requests.complained_of');
});

test('whether an account exists is not to be found out by wrong passwords', async () => {
  const tries = async (login) => {
    const answers = [];
    for (let i = 0; i < 7; ++i) answers.push((await send('POST', '/session', { body: { login, password: `wrong ${i} password` }, purpose: '' })).json.code);
    return answers;
  };
  const [known, unknown] = [await tries('supervisor'), await tries('nobody.of.that.name')];
  assert.deepEqual(known, unknown);
  assert.ok(known.includes('access.wait'));
});

test('list, count and detail show the same, whoever asks', async () => {
  let checks = 0;
  const all = (await send('GET', '/requests', { cookie: (await as('manager')).cookie, purpose: 'supervision' })).json.requests;
  for (const login of ['hotline1', 'hotline2', 'window1', 'helper1', 'helper2', 'exit1', 'labour1', 'tax1', 'duty1']) {
    const who = await as(login);
    const mine = (await send('GET', '/requests', { cookie: who.cookie })).json;
    assert.equal(mine.count, mine.requests.length);
    const listed = new Set(mine.requests.map((one) => one.id));
    for (const one of all) {
      const detail = await send('GET', `/requests/${one.id}`, { cookie: who.cookie });
      assert.equal(detail.status, listed.has(one.id) ? 200 : 404, `${login} ${one.id}`);
      ++checks;
    }
  }
  console.log(`${checks} pairs of staff and request`);
});

test('every endpoint refuses whom the table does not name, and says so', async () => {
  const { paths } = JSON.parse(readFileSync(new URL('../../api/openapi.json', import.meta.url), 'utf8'));
  const guarded = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => ({ path, method: method.toUpperCase(), operationId })))
    .filter(({ path }) => /^\/api\/v1\/(requests|staff|session|sessions|account)\b/.test(path) && path !== '/api/v1/accounts');
  let checks = 0;
  for (const { path, method } of guarded) {
    if (method === 'POST' && path === '/api/v1/session') continue;
    const target = path.replace('/api/v1', '').replace('{id}', '1');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const nobody = await send(method, target, { body });
    assert.equal(nobody.status, 401, `${method} ${path}`);
    ++checks;
    if (!/\/requests/.test(path)) continue;
    for (const [login, purpose] of [['auditor', 'handling'], ['admin', 'handling'], ['labour1', '']]) {
      const refused = await send(method, target, { body, cookie: (await as(login)).cookie, purpose, version: 1 });
      assert.equal(refused.status, 403, `${login} ${method} ${path}`);
      assert.ok(['access.forbidden', 'access.purpose'].includes(refused.json.code));
      ++checks;
    }
  }
  console.log(`${checks} refusals`);
  assert.ok(checks > 40);
});

test('a session is a cookie that scripts cannot read, and other sites cannot use it', async () => {
  const answer = await send('POST', '/session', { body: { login: 'window2', password } });
  const cookie = answer.headers.get('set-cookie');
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  const foreign = await send('DELETE', '/session', { cookie: cookie.split(';')[0], headers: { origin: 'https://elsewhere.example' } });
  assert.equal(foreign.status, 403);
  assert.equal((await send('DELETE', '/session', { cookie: cookie.split(';')[0] })).status, 204);
  assert.equal((await send('GET', '/session', { cookie: cookie.split(';')[0] })).status, 401);
});

test('the journal is whole afterwards', () => {
  const verified = execFileSync(gangway, ['db', 'verify', '--data', folder, '--lang', 'en'], { encoding: 'utf8' });
  assert.match(verified, /whole/);
});
