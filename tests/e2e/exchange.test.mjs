// A case with two departments, each a process of its own that may answer as it should not: the certificates are handed over
// together or not at all, and whatever is killed goes on where it was.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2026-10-12T09:00+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-exchange-'));
const data = join(folder, 'data');
const running = new Map();
const ports = {};
let password;
let cookie;

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const run = (...args) => execFileSync(gangway, args, { encoding: 'utf8' }).trim();
const until = async (what, look, seconds = 30) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = await look().catch(() => null);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain: ${what}`);
};
const start = (name, args) => running.set(name, spawn(gangway, args, { stdio: 'ignore' }));
const kill = (name) => new Promise((resolve) => {
  running.get(name).once('exit', resolve);
  running.get(name).kill('SIGKILL');
});
const startServer = () => start('server', ['serve', '--data', data, '--port', String(ports.server), '--clock', clock, '--rate', '100000']);
const startSystem = (system) => start(system, ['simulate', system, '--port', String(ports[system]), '--data', join(folder, system),
  '--gangway-key', ports.key, '--answer-to', `http://127.0.0.1:${ports.server}/api/v1/exchange/answers`, '--delay-ms', '300', '--clock', clock]);
const systems = ['labour', 'exit-entry'];

before(async () => {
  password = run('demo', '--data', data, '--clock', clock, '--small').split('\n')[0].split('\t')[1];
  ports.server = await freePort();
  ports.key = run('exchange', 'keys', '--data', data);
  for (const system of systems) {
    ports[system] = await freePort();
    const key = run('exchange', 'keys', '--data', join(folder, system));
    run('exchange', 'partner', '--data', data, '--system', system, '--url', `http://127.0.0.1:${ports[system]}/messages`, '--key', key);
    startSystem(system);
  }
  startServer();
  await until('the server', () => fetch(`http://127.0.0.1:${ports.server}/api/v1/health`).then((r) => r.ok));
  const signedIn = await fetch(`http://127.0.0.1:${ports.server}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'window1', password }) });
  cookie = signedIn.headers.get('set-cookie').split(';')[0];
});
after(async () => {
  await ended([...running.values()]);
  rmSync(folder, { recursive: true, force: true });
});

async function send(method, path, { body, version, type = 'application/json' } = {}) {
  const response = await fetch(`http://127.0.0.1:${ports.server}/api/v1${path}`, {
    method,
    headers: { cookie, 'gangway-purpose': 'handling', 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': type }), ...(version ? { 'if-match': `"${version}"` } : {}) },
    ...(body === undefined ? {} : { body: type === 'application/json' ? JSON.stringify(body) : body }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : null };
}
const read = async (id) => (await send('GET', `/cases/${id}`)).json;
const control = (system, body) => fetch(`http://127.0.0.1:${ports[system]}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((r) => assert.equal(r.status, 200));
async function command(file, verb, body = {}) {
  const answer = await send('POST', `/cases/${file.id}/${verb}`, { body, version: file.version });
  assert.equal(answer.status, 200, `${verb}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}

// From the counter to the receipt; the departments have it from here on.
async function accepted(name) {
  const opened = await send('POST', '/cases', { body: { route: 'single-window', language: 'en', name, facts: { 'applicant.passport': '19AB48213' } } });
  assert.equal(opened.status, 201, JSON.stringify(opened.json));
  let file = opened.json;
  assert.equal(file.branches.length, 2);
  for (const paper of file.required) {
    const added = await send('POST', `/cases/${file.id}/papers?code=${paper.code}&title=scan&pages=1`, { body: '%PDF-1.4', version: file.version, type: 'application/pdf' });
    assert.equal(added.status, 200, JSON.stringify(added.json));
    file = added.json;
  }
  file = await command(file, 'identity', { document: 'passport' });
  return command(file, 'accept');
}
const settled = (id, stage) => until(`case ${id} ${stage}`, async () => {
  const file = await read(id);
  return file.stage === stage ? file : null;
});

test('both approve and agree: handed over together, once', async () => {
  let file = await accepted('Camille Laurent');
  assert.equal((await send('POST', `/cases/${file.id}/handover`, { body: {}, version: file.version })).status, 409);
  file = await settled(file.id, 'ready_for_hand_over');
  assert.equal(new Set(file.branches.map((one) => one.issued.document_number)).size, 2);
  for (const branch of file.branches) assert.match(branch.issued.document_number, /^DEMO-/);
  file = await command(file, 'identity', { document: 'passport' });
  file = await command(file, 'handover');
  assert.equal(file.stage, 'handed_over');
});

const mismatches = ['other_name', 'other_passport', 'other_start'];
for (const fault of mismatches) {
  test(`one department answers with ${fault}: nothing is handed over, and somebody has a task`, async () => {
    await control('exit-entry', { fault });
    const file = await accepted(`Mismatch ${fault}`);
    const stuck = await until('a task', async () => {
      const now = await read(file.id);
      return now.tasks.some((task) => !task.resolved_at) ? now : null;
    });
    await control('exit-entry', { fault: 'none' });
    assert.equal(stuck.tasks[0].kind, 'mismatch');
    assert.equal(stuck.joint.open, false);
    assert.equal((await send('POST', `/cases/${stuck.id}/handover`, { body: {}, version: stuck.version })).status, 409);
  });
}

for (const fault of ['twice', 'twice_other_id', 'wrong_order', 'bad_signature', 'garbage']) {
  test(`a department answers ${fault}: it comes right by itself`, async () => {
    await control('labour', { fault });
    const file = await accepted(`Fault ${fault}`);
    const ready = await settled(file.id, 'ready_for_hand_over');
    await control('labour', { fault: 'none' });
    assert.equal(ready.branches.every((one) => one.stage === 'approved'), true);
  });
}

test('one refuses: nothing is handed over, and the remedies are shown', async () => {
  await control('labour', { fault: 'refuse' });
  const file = await accepted('Refused');
  let refused = await until('the refusal', async () => {
    const now = await read(file.id);
    // The other system's answer changes the case too: wait for both.
    const stages = now.branches.map((one) => one.stage).sort();
    return stages.join() === 'approved,refused' ? now : null;
  });
  await control('labour', { fault: 'none' });
  assert.equal((await send('POST', `/cases/${refused.id}/handover`, { body: {}, version: refused.version })).status, 409);
  refused = await command(refused, 'refuse', { text: 'The labour bureau refused it.' });
  assert.equal(refused.stage, 'refused');
  // The applicant has to be told before it can end.
  assert.equal((await send('POST', `/cases/${refused.id}/close`, { body: {}, version: refused.version })).status, 409);
  refused = await command(refused, 'tell', { text: 'Told by telephone, with the remedies.' });
  refused = await command(refused, 'close');
  assert.equal(refused.stage, 'closed');
});

test('one revokes after approval: the case leaves the hand-over', async () => {
  await control('labour', { fault: 'revoke_later' });
  const file = await accepted('Revoked');
  const revoked = await until('the revocation', async () => {
    const now = await read(file.id);
    return now.branches.some((one) => one.stage === 'revoked') ? now : null;
  });
  await control('labour', { fault: 'none' });
  assert.notEqual(revoked.stage, 'ready_for_hand_over');
  assert.equal((await send('POST', `/cases/${revoked.id}/handover`, { body: {}, version: revoked.version })).status, 409);
});

test('a system that is down holds up only itself, and is said to be down', async () => {
  await kill('labour');
  const file = await accepted('Down');
  const half = await until('the other half', async () => {
    const now = await read(file.id);
    return now.branches.some((one) => one.stage === 'approved') ? now : null;
  });
  assert.equal(half.branches.filter((one) => one.stage === 'approved').length, 1);
  assert.equal((await send('POST', `/cases/${half.id}/handover`, { body: {}, version: half.version })).status, 409);
  const { systems: states } = (await send('GET', '/exchange')).json;
  assert.equal(states.find((one) => one.system === 'labour').health, 'down');
  startSystem('labour');
  await settled(file.id, 'ready_for_hand_over');
});

test('killed at any moment, server and systems go on: every case comes to its hand-over, and the record is whole', async () => {
  const names = ['server', ...systems];
  const files = [];
  for (let i = 0; i < 6; ++i) {
    files.push(await accepted(`Killed ${i}`));
    const name = names[i % names.length];
    await new Promise((resolve) => setTimeout(resolve, 40 * i));
    await kill(name);
    if (name === 'server') startServer();
    else startSystem(name);
    await until('the server again', () => fetch(`http://127.0.0.1:${ports.server}/api/v1/health`).then((r) => r.ok));
  }
  for (const file of files) await settled(file.id, 'ready_for_hand_over');
  await kill('server');
  assert.match(run('db', 'verify', '--data', data, '--lang', 'en'), /whole/);
  startServer();
});
