// An account in the portal: made, signed out, signed in again, ended elsewhere, its password changed; wrong passwords and faults
// are told at their fields. Both languages, phone width, axe on every state.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, languages, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const folder = mkdtempSync(join(tmpdir(), 'gangway-account-'));
const pictures = 'build/account';
let server;
let url;
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
  url = `http://127.0.0.1:${port}`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (server) await ended([server]);
  rmSync(folder, { recursive: true, force: true });
});

async function look(page, name) {
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  assert.deepEqual(await violations(page), [], name);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${name}: wider than the screen`);
}

for (const lang of languages) {
  test(`${lang}: made, left, entered again, changed`, async () => {
    const w = JSON.parse(readFileSync(new URL(`../../web/portal/features/account/messages.${lang}.json`, import.meta.url), 'utf8'));
    const login = `somebody.${lang}`;
    const { page, errors, close } = await open(browser, 360);
    const fill = async (values) => {
      for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value);
      await page.locator('form button[type=submit]').last().click();
    };
    await page.goto(`${url}/${lang}/account/new`);
    await settled(page);
    await fill({ login: 'ab', password: 'correct horse battery' });
    await page.locator('#login-fault').waitFor();
    await look(page, `fault-${lang}`);
    await fill({ login, password: 'short' });
    await page.locator('#password-fault').waitFor();
    await fill({ login, password: 'correct horse battery' });
    await page.getByRole('heading', { name: login }).waitFor();
    await page.getByText(w.person_none).waitFor();
    await look(page, `own-${lang}`);

    // Signed in elsewhere, too; ended from here.
    const elsewhere = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': 'Another browser' }, body: JSON.stringify({ login, password: 'correct horse battery' }) });
    assert.equal(elsewhere.status, 201);
    const cookie = elsewhere.headers.get('set-cookie').split(';')[0];
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: w.end_it }).click();
    await page.getByRole('button', { name: w.end_it }).waitFor({ state: 'detached' });
    assert.equal((await fetch(`${url}/api/v1/session`, { headers: { cookie } })).status, 401);

    await fill({ old_password: 'not the right one', password: 'another horse battery' });
    await page.locator('#old_password-fault').waitFor();
    await fill({ old_password: 'correct horse battery', password: 'another horse battery' });
    await page.getByText(w.changed).waitFor();
    await look(page, `changed-${lang}`);

    await page.getByRole('button', { name: w.sign_out }).click();
    await page.getByRole('heading', { name: w.sign_in_title }).waitFor();
    await look(page, `sign-in-${lang}`);
    await fill({ login, password: 'correct horse battery' });
    await page.locator('#password-fault').waitFor();
    await fill({ login, password: 'another horse battery' });
    await page.getByRole('heading', { name: login }).waitFor();
    assert.deepEqual(errors.filter((text) => !/status of (401|404|422)/.test(text)), []);
    await close();
  });
}

test('a login that is taken is told; too many wrong passwords say how long to wait', async () => {
  const { page, close } = await open(browser, 1100);
  await page.goto(`${url}/en/account/new`);
  await settled(page);
  await page.locator('#login').fill('somebody.en');
  await page.locator('#password').fill('correct horse battery');
  await page.locator('form button[type=submit]').click();
  await page.locator('#login-fault').waitFor();
  await page.goto(`${url}/en/account`);
  await settled(page);
  await page.locator('#login').fill('nobody.here');
  for (let i = 0; i < 8; ++i) {
    await page.locator('#password').fill(`wrong password ${i}`);
    const answered = page.waitForResponse((response) => response.url().endsWith('/session') && response.request().method() === 'POST');
    await page.locator('form button[type=submit]').click();
    if ((await answered).status() === 429) break;
  }
  await page.locator('.faults').getByText(/second/).waitFor();
  assert.deepEqual(await violations(page), []);
  await close();
});
