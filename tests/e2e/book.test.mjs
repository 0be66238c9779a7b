// A time at a window, booked from the portal by keyboard alone: kept, confirmed, moved, cancelled; taken times and days that are
// full are told. Both languages, phone width.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, languages, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-30T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-book-'));
const pictures = 'build/book';
const messages = (lang, feature) => JSON.parse(readFileSync(new URL(`../../web/portal/features/${feature}/messages.${lang}.json`, import.meta.url), 'utf8'));
let server;
let url;
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, '--small']);
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
  url = `http://127.0.0.1:${port}`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
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

// Tab until the focus is where it is wanted.
async function tabTo(page, selector) {
  for (let i = 0; i < 200; ++i) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way to ${selector} by Tab`);
}

async function choose(page, w) {
  if (await page.locator('#place').count() > 0) {
    await tabTo(page, '#place');
    await page.keyboard.press('ArrowDown');
  }
  await page.locator('#service').waitFor();
  await tabTo(page, 'input[name=service]');
  await page.keyboard.press('Space');
  await page.locator('input[name=day]').first().waitFor();
  await tabTo(page, 'input[name=day]');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown'); // the second day
  await page.locator('#time').waitFor();
  await tabTo(page, 'input[name=start]');
  await page.keyboard.press('Space');
  assert.ok(w.title);
}

for (const lang of languages) {
  test(`${lang}: a time is kept, confirmed, moved and cancelled, by keyboard on a phone`, async () => {
    const { page, errors, close } = await open(browser, 360);
    const w = messages(lang, 'book');
    await page.goto(`${url}/${lang}/book`);
    await settled(page);
    await look(page, `start-${lang}`);
    await tabTo(page, 'form button[type=submit]');
    await page.keyboard.press('Enter');
    await page.locator('.faults').waitFor();
    await look(page, `faults-${lang}`);
    await choose(page, w);
    await tabTo(page, '#name');
    await page.keyboard.type('Invented Visitor');
    await look(page, `chosen-${lang}`);
    // What is chosen outlives a reload.
    await page.reload();
    await settled(page);
    await page.locator('input[name=start]:checked').waitFor();
    assert.equal(await page.locator('#name').inputValue(), 'Invented Visitor');
    await tabTo(page, 'form button[type=submit]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: w.kept_title }).waitFor();
    assert.match(await page.locator('.lead').innerText(), /08:\d\d/);
    await page.reload(); // what is kept outlives it, too
    await settled(page);
    await page.getByRole('heading', { name: w.kept_title }).waitFor();
    await look(page, `kept-${lang}`);
    await tabTo(page, '.book-actions .primary');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: w.booked_title }).waitFor();
    await look(page, `booked-${lang}`);

    await tabTo(page, 'a[href*="/follow/"]:not(nav a)');
    await page.keyboard.press('Enter');
    await page.locator('a[href*="/book/"]').waitFor();
    const before = await page.locator('.follow-facts').innerText();
    await tabTo(page, 'a[href*="/book/"]');
    await page.keyboard.press('Enter');
    await page.locator('input[name=day]').first().waitFor();
    await look(page, `move-${lang}`);
    await tabTo(page, 'input[name=day]');
    await page.keyboard.press('Space');
    await page.locator('#time').waitFor();
    await tabTo(page, 'input[name=start]');
    await page.keyboard.press('Space');
    await tabTo(page, 'form button[type=submit]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: w.moved_title }).waitFor();
    await tabTo(page, 'a[href*="/follow/"]:not(nav a)');
    await page.keyboard.press('Enter');
    await page.locator('.follow-facts').waitFor();
    assert.notEqual(await page.locator('.follow-facts').innerText(), before);
    await page.getByRole('button', { name: messages(lang, 'follow').cancel }).click();
    await page.getByRole('heading', { name: messages(lang, 'follow').appointment_cancelled }).waitFor();
    // Looking up a code asks for each kind of thing in turn.
    assert.deepEqual(errors.filter((text) => !/status of 404/.test(text)), []);
    await close();
  });
}

test('a time that somebody else took meanwhile is told, and the times are asked anew', async () => {
  const { page, close } = await open(browser, 1100);
  const w = messages('en', 'book');
  await page.goto(`${url}/en/book`);
  await settled(page);
  await choose(page, w);
  await page.locator('#name').fill('Invented Visitor');
  const { place, service, day, start } = await page.evaluate(() => JSON.parse(sessionStorage.getItem('gangway.book')));
  for (let status = 201; status === 201;) {
    const taken = await fetch(`${url}/api/v1/appointments`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ place, service, day, start, name: 'Invented rival' }) });
    ({ status } = taken);
  }
  await page.locator('form button[type=submit]').click();
  await page.locator('p.fault[role=alert]').waitFor();
  await page.locator('input[name=start]').first().waitFor();
  assert.equal(await page.locator(`input[name=start][value="${start}"]`).count(), 0, 'the taken time is gone from the choice');
  assert.deepEqual(await violations(page), []);
  await close();
});
