// Two hundred clients, public and staff, want one time in one hall: exactly one gets it, and the record shows the same.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-30T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-race-'));
const kClients = 200;
let server;
let url;
let password;

before(async () => {
  password = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, '--small'], { encoding: 'utf8' }).split('\n')[0].split('\t')[1];
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
  url = `http://127.0.0.1:${port}/api/v1`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100; ++i) {
    if (await fetch(`${url}/health`).then((r) => r.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not answer');
});

after(async () => {
  if (server) await ended([server]);
  rmSync(folder, { recursive: true, force: true });
});

async function send(method, path, { body, cookie } = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(cookie ? { cookie, 'gangway-purpose': 'handling' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : null, cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

test(`${kClients} clients race for the last place at one time: one gets it`, async () => {
  const signedIn = await send('POST', '/session', { body: { login: 'window1', password } });
  const { cookie } = signedIn;
  const path = signedIn.json.post.place;
  const hall = (await send('GET', '/places', { cookie })).json.places.find((place) => place.path === path);
  const services = (await send('GET', `/places/${hall.id}/services`)).json.services;
  const service = services[0].code;
  const days = (await send('GET', `/slots?place=${hall.id}&service=${service}&from=2022-06-01&days=7`)).json.days;
  const { day, starts } = days.findLast((one) => one.starts.length > 0);
  const start = starts.at(-1);
  const wanted = { place: hall.id, service, day, start, name: 'Invented visitor' };
  const hold = () => send('POST', '/appointments', { body: wanted });
  const book = () => send('POST', '/desk-appointments', { cookie, body: { appointment: wanted } });

  // Fill the time, then free one place: one is left.
  const holders = [];
  for (let answer = await hold(); answer.status === 201; answer = await hold()) holders.push(answer.json);
  assert.ok(holders.length > 0);
  const freed = await fetch(`${url}/appointments/${holders[0].code}`, { method: 'DELETE', headers: { 'if-match': `"${holders[0].version}"` } });
  assert.equal(freed.status, 200);

  const answers = await Promise.all(Array.from({ length: kClients }, (_, i) => (i % 2 === 0 ? hold() : book())));
  const got = answers.filter(({ status }) => status === 201);
  assert.equal(got.length, 1, JSON.stringify(answers.map(({ status }) => status)));
  for (const { status, json } of answers) {
    if (status !== 201) assert.ok(status === 409 && json.code.startsWith('appointments.'), `${status} ${json.code}`);
  }
  const after = (await send('GET', `/slots?place=${hall.id}&service=${service}&from=${day}&days=1`)).json.days[0];
  assert.ok(!after.starts.includes(start));
  console.log(`${kClients} clients, ${holders.length} places at that time: ${got.length} got the one that was left`);
});

test('the record agrees: no window has two people at one time', () => {
  assert.match(execFileSync(gangway, ['db', 'verify', '--data', folder, '--lang', 'en'], { encoding: 'utf8' }), /whole/);
});
