// A server that is killed while people save plans: what it acknowledged is there afterwards, once, and the journal is whole.
// Then a copy made while it runs, restored elsewhere, holds the same.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { person } from './support.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const gangway = process.env.GANGWAY_BIN ?? join(root, 'build/release/gangway');
const rounds = Number(process.env.GANGWAY_CRASH_ROUNDS ?? 4);
const callers = 8;
const scratch = mkdtempSync(join(tmpdir(), 'gangway-crash-'));
const running = new Set();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true });
});

async function start(data) {
  const child = spawn(gangway, ['serve', '--packs', 'packs', '--data', data, '--web', '/none', '--port', '0', '--rate', '100000', '--lang', 'en'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  const gone = new Promise((done) => { child.once('exit', (...how) => { running.delete(child); done(how); }); });
  const url = await new Promise((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const at = /http:\/\/[\d.]+:\d+/.exec(said);
      if (at) found(at[0]);
    });
    child.once('exit', () => failed(new Error(`the server ended: ${said}`)));
  });
  return { url: `${url}/api/v1/plans`, stop: async (signal) => { child.kill(signal); return gone; } };
}

function verify(data) {
  const { status, stdout, stderr } = spawnSync(gangway, ['db', 'verify', '--data', data, '--lang', 'en'], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

const { facts } = person('engineer');  // who has answered everything: judging costs little
const body = (title) => JSON.stringify({ region: 'cn-31', facts, title, chosen: ['pr-work'] });
const send = (url, method, rest = {}) => fetch(url, { method, ...rest, headers: { 'content-type': 'application/json', ...rest.headers } });
const save = (url, title) => send(url, 'POST', { body: body(title), headers: { 'idempotency-key': title } });

// Saves, changes and erases until the server is gone. What was answered is `kept`; what was not may have happened or not.
async function work(url, name, kept, open) {
  for (let i = 0; ; i += 1) {
    const title = `${name}-${i}`;
    open.set(title, null);
    try {
      const { status, json } = await save(url, title).then(async (r) => ({ status: r.status, json: await r.json() }));
      assert.equal(status, 201);
      kept.set(title, { code: json.code, title, version: 1 });
      open.delete(title);
      if (i % 4 === 1) {
        open.set(title, 'change');
        const changed = await send(`${url}/${json.code}`, 'PUT', { body: body(`${title}!`), headers: { 'if-match': '"1"' } });
        assert.equal(changed.status, 200);
        await changed.arrayBuffer();
        kept.set(title, { code: json.code, title: `${title}!`, version: 2 });
        open.delete(title);
      }
      if (i % 4 === 3) {
        open.set(title, 'erase');
        assert.equal((await send(`${url}/${json.code}`, 'DELETE')).status, 204);
        kept.set(title, { code: json.code, erased: true });
        open.delete(title);
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;  // the connection broke
    }
  }
}

async function expectKept(url, kept, open) {
  for (const [title, plan] of kept) {
    const response = await fetch(`${url}/${plan.code}`);
    const stored = await response.json();
    if (plan.erased) {
      assert.equal(response.status, 404, `${title} was erased`);
    } else if (open.get(title) === 'erase' && response.status === 404) {
      kept.set(title, { code: plan.code, erased: true });
    } else {
      assert.equal(response.status, 200, `${title} is lost`);
      if (open.get(title) === 'change' && stored.version === 2) kept.set(title, { code: plan.code, title: `${title}!`, version: 2 });
      assert.deepEqual([stored.title, stored.version], [kept.get(title).title, kept.get(title).version]);
    }
  }
}

test(`${rounds} kills while ${callers} people save plans lose nothing`, async () => {
  const data = join(scratch, 'data');
  const kept = new Map();
  for (let round = 0; round < rounds; round += 1) {
    const open = new Map();
    const before = kept.size;
    const server = await start(data);
    const workers = Array.from({ length: callers }, (_, i) => work(server.url, `r${round}c${i}`, kept, open));
    const until = Date.now() + 30_000;
    while (kept.size < before + 4 * callers && Date.now() < until) await sleep(5);
    await sleep(Math.random() * 100);
    await server.stop('SIGKILL');
    await Promise.all(workers);
    assert.ok(kept.size > before + callers, `only ${kept.size - before} plans were saved before the kill`);
    verify(data);
    const again = await start(data);
    await expectKept(again.url, kept, open);
    // Asked again with its key, what hung in the air is there once.
    for (const title of [...open.keys()].filter((one) => open.get(one) === null)) {
      const codes = [];
      for (let i = 0; i < 2; i += 1) codes.push((await (await save(again.url, title)).json()).code);
      assert.equal(codes[0], codes[1]);
      kept.set(title, { code: codes[0], title, version: 1 });
    }
    await again.stop('SIGTERM');
    verify(data);
  }
  console.log(`# ${kept.size} plans over ${rounds} kills`);

  const server = await start(data);
  const writer = work(server.url, 'during', new Map(), new Map());
  const copy = join(scratch, 'copy.db');
  const restored = join(scratch, 'restored');
  const db = (...args) => spawnSync(gangway, ['db', ...args, '--lang', 'en'], { cwd: root, encoding: 'utf8' });
  assert.equal(db('backup', copy, '--data', data).status, 0);
  assert.match(db('backup', copy, '--data', data).stderr, /not overwritten/);
  mkdirSync(restored);
  assert.match(db('restore', copy, '--data', restored).stderr, /key/, 'without its key a copy is of no use');
  copyFileSync(join(data, 'master.key'), join(restored, 'master.key'));
  assert.equal(db('restore', copy, '--data', restored).status, 0);
  assert.match(db('restore', copy, '--data', restored).stderr, /already/);
  await server.stop('SIGKILL');
  await writer;
  verify(restored);
  const second = await start(restored);
  await expectKept(second.url, kept, new Map());
  await second.stop('SIGTERM');

  // A copy that somebody changed, or that is none, is not restored.
  const other = join(scratch, 'other');
  mkdirSync(other);
  copyFileSync(join(data, 'master.key'), join(other, 'master.key'));
  assert.equal(db('restore', join(root, 'README.md'), '--data', other).status, 2);
  assert.equal(existsSync(join(other, 'gangway.db')), false);
});
