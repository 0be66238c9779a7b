// node tests/bench/day.mjs [SECONDS [CASES]]: a day's work over HTTP, against a server with demonstration data on the same machine.
// 1, 16 and 64 clients, each doing the next thing as soon as the last is answered: requests from receiving to the end (four
// writes), cases from opening to a saved draft (two writes), and the lists that desks look at.
// CASES makes so many cases first (100000 takes minutes). The clients share the cores with the server, so the figures are a
// floor. The same writes without HTTP: script/bench requests, script/bench cases.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const seconds = Number(process.argv[2] ?? 5);
const many = process.argv[3];
const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-31T09:00+08:00';
const folder = mkdtempSync(join(process.cwd(), 'bench-')); // a real disk, where TMPDIR may be memory
const port = 18000 + (process.pid % 2000);
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

const started = Date.now();
const printed = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, ...(many ? ['--cases', many] : [])], { encoding: 'utf8', maxBuffer: 1 << 26 });
const password = printed.split('\n')[0].split('\t')[1];
console.log(`demonstration data in ${((Date.now() - started) / 1000).toFixed(1)} s`);
const server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '1000000'], { stdio: 'ignore' });
const gone = new Promise((resolve) => server.once('exit', resolve));

function send(method, path, { body, cookie, purpose = 'handling', version, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request({ agent, host: '127.0.0.1', port, path: `/api/v1${path}`, method, headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(cookie ? { cookie } : {}), ...(purpose ? { 'gangway-purpose': purpose } : {}), ...(version === undefined ? {} : { 'if-match': `"${version}"` }), ...headers,
    } }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { answer += part; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, answer, get json() { return JSON.parse(answer); } }));
    });
    request.on('error', reject);
    request.end(text);
  });
}

function expect(answer, status) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.answer.slice(0, 300)}`);
  return answer;
}

// Runs `work(client, took)` over and over; `took` notes each answer's milliseconds.
async function load(name, clients, work) {
  const times = [];
  const until = performance.now() + seconds * 1000;
  const timed = async (call) => {
    const from = performance.now();
    const answer = await call;
    times.push(performance.now() - from);
    return answer;
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (performance.now() < until) await work(client, timed);
  }));
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
  console.log(`${name.padEnd(34)} ${String(clients).padStart(3)} clients  ${Math.round(times.length / ((performance.now() - from) / 1000)).toString().padStart(6)} /s   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms`);
}

try {
  for (let i = 0; ; ++i) {
    const up = await send('GET', '/health').then((r) => r.status === 200, () => false);
    if (up) break;
    if (i === 100) throw new Error('the server did not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const session = async (login) => {
    const answer = expect(await send('POST', '/session', { body: { login, password } }), 201);
    return { cookie: answer.headers['set-cookie'][0].split(';')[0], ...answer.json };
  };
  const hotline = await Promise.all(['hotline1', 'hotline2', 'hotline3', 'hotline4'].map(session));
  const windows = await Promise.all(['window1', 'window2', 'window3', 'window4'].map(session));
  const manager = await session('manager');
  const someone = (of, client) => of[client % of.length].cookie;

  const requests = async (client, timed) => {
    const cookie = someone(hotline, client);
    let one = expect(await timed(send('POST', '/requests', { cookie, body: { kind: 'question', channel: 'hotline12367', language: 'en', question: 'Where do I renew?', name: 'Invented caller', contact: '000' } })), 201).json;
    for (const [verb, body] of [['answer', { text: 'At window 3.' }], ['call', { result: 'content' }], ['close', {}]])
      one = expect(await timed(send('POST', `/requests/${one.id}/${verb}`, { cookie, version: one.version, body })), 200).json;
  };
  const cases = async (client, timed) => {
    const cookie = someone(windows, client);
    const one = expect(await timed(send('POST', '/cases', { cookie, body: { route: 'single-window', language: 'en', name: 'Invented applicant' } })), 201).json;
    expect(await timed(send('POST', `/cases/${one.id}/fields`, { cookie, version: one.version, body: { facts: { 'applicant.passport': '19AB48213' } } })), 200);
  };
  const read = (path, of, purpose) => async (client, timed) => { expect(await timed(send('GET', path, { cookie: someone(of, client), purpose })), 200); };

  for (const clients of [1, 16, 64]) await load('requests: a write of the loop', clients, requests);
  for (const clients of [1, 16, 64]) await load('cases: open, save the draft', clients, cases);
  for (const [name, path, of, purpose] of [
    ['my work, a window clerk', '/work', windows, 'handling'], ['my work, the manager', '/work', [manager], 'supervision'],
    ['cases, first page', '/cases', windows, 'handling'], ['requests in hand', '/requests?stage=handling', hotline, 'handling'],
  ]) for (const clients of [1, 16]) await load(name, clients, read(path, of, purpose));
} finally {
  server.kill();
  await gone;
  rmSync(folder, { recursive: true, force: true });
}
