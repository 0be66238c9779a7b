// The public asks without an account and follows by code, on a phone, in both languages; a case and an appointment are found
// with the same box; a code that nobody gave finds nothing and harms nothing.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, languages, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-28T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-ask-'));
let server;
let url;
let browser;
let cookie;

before(async () => {
  const password = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock, '--small'], { encoding: 'utf8' }).split('\n')[0].split('\t')[1];
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port: free } = probe.address(); probe.close(() => resolve(free)); });
  });
  url = `http://127.0.0.1:${port}`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  const signedIn = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'window1', password }) });
  cookie = signedIn.headers.get('set-cookie').split(';')[0];
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (server) await ended([server]);
  rmSync(folder, { recursive: true, force: true });
});

const clean = async (page, name) => assert.deepEqual(await violations(page), [], name);
const desk = (path) => fetch(`${url}/api/v1${path}`, { headers: { cookie, 'gangway-purpose': 'handling' } }).then((r) => r.json());

for (const lang of languages) {
  test(`${lang}: asked on a phone, followed by its code`, async () => {
    const { page, errors, close } = await open(browser, 360);
    await page.goto(`${url}/${lang}/ask`);
    await settled(page);
    await clean(page, `ask ${lang}`);
    await page.locator('button[type=submit]').click();
    await page.locator('.faults').waitFor();
    await page.locator('#question').fill(lang === 'zh' ? '搬了家，去哪里登记？' : 'I have moved. Where do I register?');
    await page.reload();
    await settled(page);
    assert.notEqual(await page.locator('#question').inputValue(), '', 'what was typed outlives a reload');
    // An impatient second press makes no second request.
    let sent = 0;
    await page.route('**/web-requests', async (route) => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.locator('button[type=submit]').dblclick();
    await page.locator('.question-code').waitFor();
    await clean(page, `asked ${lang}`);
    assert.equal(sent, 1);
    const code = await page.locator('.question-code').textContent();
    await page.goto(`${url}/${lang}/follow`);
    await settled(page);
    await clean(page, `find ${lang}`);
    await page.locator('#code').fill(code.toLowerCase());
    await page.locator('button[type=submit]').click();
    await page.waitForURL(/follow\/\w+/);
    await settled(page);
    await page.locator('.follow-facts').waitFor();
    assert.match(await page.locator('main').textContent(), lang === 'zh' ? /搬了家/ : /I have moved/);
    await clean(page, `follow ${lang}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sideways');
    assert.deepEqual(errors.filter((text) => !/status of (404|422)/.test(text)), []);
    await close();
  });

  test(`${lang}: a case and a plan by their codes, and a code that nobody gave`, async () => {
    const { page, close } = await open(browser, 360);
    const { cases } = await desk('/cases');
    await page.goto(`${url}/${lang}/follow/${cases[0].code}`);
    await settled(page);
    await page.locator('.follow-facts').waitFor();
    await clean(page, `case ${lang}`);
    const plan = await fetch(`${url}/api/v1/plans`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ region: 'cn-31', facts: {}, chosen: ['pr-work'] }) }).then((r) => r.json());
    await page.goto(`${url}/${lang}/follow/${plan.code}`);
    await page.waitForURL(`**/${lang}/plan/${plan.code}`);
    // Well formed, its check character too.
    await page.goto(`${url}/${lang}/follow/00000000000000000`);
    await page.getByRole('heading', { name: lang === 'zh' ? '没有这个编号' : 'No such code', exact: true }).waitFor();
    assert.equal(await page.locator('.follow-facts').count(), 0);
    await clean(page, `nothing ${lang}`);
    await close();
  });
}
