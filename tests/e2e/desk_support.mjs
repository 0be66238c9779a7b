// A desk to test: a server of its own with demonstration data, staff who sign in by keyboard, and the API as they use it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-28T08:30+08:00';

export const messages = (lang, path) => JSON.parse(readFileSync(new URL(`../../web/desk/${path}/messages.${lang}.json`, import.meta.url), 'utf8'));

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

// Asking who is signed in, and a version that is no longer the newest, are answered with these.
export const unexpected = (text) => !/status of (401|412)/.test(text);

// `prepare` gets the folder of the data before the server opens it.
export async function startDesk(name, { small = false, prepare = () => undefined } = {}) {
  const folder = mkdtempSync(join(tmpdir(), `gangway-${name}-`));
  const pictures = `build/${name}`;
  mkdirSync(pictures, { recursive: true });
  const password = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, ...(small ? ['--small'] : [])], { encoding: 'utf8' }).split('\n')[0].split('\t')[1];
  prepare(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  const browser = await launch();

  // Signs in by keyboard, in a browser of its own.
  async function staff(login, lang, { width = 1280, theme = 'light' } = {}) {
    const opened = await open(browser, width);
    const { page } = opened;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`${url}/desk/${lang}/`);
    await page.locator('#login').waitFor();
    await page.locator('#login').focus();
    await page.keyboard.type(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.locator('.rail').waitFor();
    await settled(page);
    const to = async (path) => {
      await page.goto(`${url}/desk/${lang}/${path}`);
      await page.locator('.rail').waitFor();
      await settled(page);
    };
    return { ...opened, lang, to, words: (path) => messages(lang, path) };
  }

  async function clean(page, picture) {
    const found = await violations(page);
    await page.screenshot({ path: `${pictures}/${picture}.png` });
    assert.deepEqual(found, [], picture);
  }

  // The same over the API: call('GET', path), call('POST', path, body, version).
  async function as(login, purpose = 'handling') {
    const entered = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) });
    const cookie = entered.headers.get('set-cookie').split(';')[0];
    return async (method, path, body, version, why = purpose) => {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { cookie, 'gangway-purpose': why, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${login} ${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
      return text ? JSON.parse(text) : null;
    };
  }

  async function stop() {
    await browser.close();
    await ended([server]);
    rmSync(folder, { recursive: true, force: true });
  }
  return { url, password, browser, staff, clean, as, stop };
}
