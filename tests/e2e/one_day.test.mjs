// One day at the centre, in a browser, on one clock: the hall from its queue, a call that is answered and booked, a plan that
// another approves, an application that two departments decide side by side and that is handed over together, and at the end
// a record that holds. Each person works in their own language. The departments are processes of their own. Pictures go to
// build/one-day/.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-28T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-day-'));
const data = join(folder, 'data');
const pictures = 'build/one-day';
const systems = ['labour', 'exit-entry'];
const processes = [];
let url;
let password;
let browser;

const messages = (lang, path) => JSON.parse(readFileSync(new URL(`../../web/desk/${path}/messages.${lang}.json`, import.meta.url), 'utf8'));
const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const run = (...args) => execFileSync(gangway, args, { encoding: 'utf8' }).trim();

before(async () => {
  mkdirSync(pictures, { recursive: true });
  password = run('demo', '--data', data, '--clock', clock, '--small').split('\n')[0].split('\t')[1];
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const own = run('exchange', 'keys', '--data', data);
  for (const system of systems) {
    const at = await freePort();
    run('exchange', 'partner', '--data', data, '--system', system, '--url', `http://127.0.0.1:${at}/messages`, '--key', run('exchange', 'keys', '--data', join(folder, system)));
    processes.push(spawn(gangway, ['simulate', system, '--port', String(at), '--data', join(folder, system), '--gangway-key', own, '--answer-to', `${url}/api/v1/exchange/answers`, '--delay-ms', '500', '--clock', clock], { stdio: 'ignore' }));
  }
  processes.push(spawn(gangway, ['serve', '--data', data, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' }));
  for (let i = 0; i < 100 && !await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await ended(processes);
  rmSync(folder, { recursive: true, force: true });
});

const desks = new Map();
async function at(login, lang) {
  const known = desks.get(login);
  if (known) return known;
  const opened = await open(browser, 1440);
  const { page } = opened;
  await page.goto(`${url}/desk/${lang}/`);
  await page.locator('#login').fill(login);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  await settled(page);
  const desk = {
    page, lang, errors: opened.errors,
    go: async (path) => {
      await page.goto(`${url}/desk/${lang}/${path}`);
      await settled(page);
      await page.waitForTimeout(300);
    },
    look: async (name) => {
      await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
      assert.deepEqual(await violations(page), [], name);
    },
    w: (path) => messages(lang, path),
    button: (text) => page.getByRole('button', { name: text, exact: false }).first(),
  };
  desks.set(login, desk);
  return desk;
}

test('8:30, the hall: a walk-in gets a ticket, is called, served and done, by keyboard', async () => {
  const clerk = await at('window1', 'zh');
  const { page } = clerk;
  await clerk.go('hall');
  await clerk.look('hall-zh');
  await page.keyboard.press('n');
  await page.locator('#walk-service').waitFor();
  await clerk.look('walk-in-zh');
  await page.locator('dialog form button[type=submit]').click();
  await page.locator('.queue-list .ticket-label').first().waitFor();
  await page.locator('body').press('c');
  await page.locator('.now-serving .ticket-label').waitFor();
  await page.locator('body').press('v');
  await page.getByRole('button', { name: clerk.w('features/hall').do_finish }).first().waitFor();
  await page.locator('body').press('f');
  await page.locator('.now-serving').waitFor({ state: 'detached' });
});

test('9:00, the hotline: a call is noted, a slot booked in it, and the request handed to exit-entry', async () => {
  const hotline = await at('hotline1', 'en');
  const { page } = hotline;
  await hotline.go('hotline');
  await page.locator('#question').fill('My work residence permit expired while I could not leave home, and my sister is gravely ill. What can I do?');
  await page.locator('#name').fill('Invented traveller');
  await page.locator('#contact').fill('000-0000 (demonstration)');
  await page.locator('#book').selectOption('permit');
  await page.locator('.slots input[type=radio]').first().check();
  await page.locator('#to').selectOption({ label: (await page.locator('#to option').allTextContents()).find((one) => /exit-entry/i.test(one)) });
  await hotline.look('hotline-en');
  await page.keyboard.press('Control+Enter');
  await page.locator('.last-call a').waitFor();
  await page.locator('.last-call a').click();
  await settled(page);
  await page.getByText(/Booked for 2022-/).first().waitFor();
  await hotline.look('request-en');
});

test('9:30, the officer finds it in the list of work, with what was said in the call', async () => {
  const officer = await at('exit1', 'zh');
  const { page } = officer;
  await officer.go('work');
  await page.getByRole('link', { name: /My work residence permit expired while I could not leave home/ }).first().click();
  await settled(page);
  await officer.look('request-zh');
  assert.match(await page.locator('main').textContent(), /Invented traveller/);
});

let plan;
test('10:00, the plan room: a person is registered, routes are compared, and another person approves', async () => {
  const officer = await at('exit1', 'zh');
  const { page } = officer;
  await officer.go('people');
  await officer.look('people-zh');
  await page.keyboard.press('n');
  await page.locator('#register-surname').fill('TAN');
  await page.locator('#register-given').fill('WEI HAO');
  await page.locator('#register-birth').fill('1980-02-03');
  await page.locator('#register-nationality').fill('SGP');
  await page.locator('#register-number').fill('DEMO778899');
  await officer.look('register-zh');
  await page.locator('dialog form button[type=submit]').click();
  await page.waitForURL(/people\/\d+/);
  await settled(page);
  await officer.look('person-zh');
  await page.locator('body').press('p');
  await page.waitForURL(/plans\/\d+/);
  await settled(page);
  plan = page.url().match(/plans\/(\d+)/)[1];
  const blocks = page.locator('section[aria-labelledby=open-routes] .option-block');
  const count = await blocks.count();
  assert.ok(count > 1, 'there is something to compare');
  for (let i = 0; i < count; ++i) {
    await blocks.nth(i).locator('input[type=radio]').nth(i === 0 ? 0 : 1).check();
    await blocks.nth(i).locator('.option-choice input.input').fill(i === 0 ? '现在就能走（演示）' : '暂时不走（演示）');
  }
  await page.locator('#solution').fill('先走第一条路（演示）。');
  await officer.look('plan-zh');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: /等审批/ }).waitFor();

  const manager = await at('manager', 'en');
  await manager.go(`plans/${plan}`);
  await manager.look('plan-en');
  await manager.page.locator('body').press('y');
  await manager.page.getByRole('heading', { level: 1, name: /^Approved/ }).waitFor();
});

test('14:00, the counter: an application is taken in, two departments decide, and both certificates are handed over together', async () => {
  const clerk = await at('window1', 'zh');
  const { page } = clerk;
  const scan = join(folder, 'scan.pdf');
  writeFileSync(scan, '%PDF-1.4 demonstration');
  await clerk.go('cases');
  await clerk.look('cases-zh');
  await page.keyboard.press('n');
  await page.locator('#new-route').selectOption('single-window');
  await page.locator('#new-name').fill('Camille Laurent');
  await page.locator('#new-passport').fill('19AB48213');
  await clerk.look('new-case-zh');
  await page.locator('dialog form button[type=submit]').click();
  await page.waitForURL(/cases\/\d+/);
  await settled(page);
  const w = clerk.w('features/case');
  for (let papers = 0; papers < 40 && await page.locator('.paper-line svg[aria-label]').evaluateAll((icons, missing) => icons.some((one) => one.getAttribute('aria-label') === missing), w.missing); ++papers) {
    await page.locator('body').press('p');
    await page.locator('#paper-file').setInputFiles(scan);
    if (papers === 0) await clerk.look('paper-zh');
    await page.locator('dialog form button[type=submit]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  }
  await page.locator('body').press('i');
  await page.locator('dialog form button[type=submit]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Enter');
  await page.getByText(w.receipt).first().waitFor();
  await clerk.look('case-accepted-zh');
  // The departments answer by themselves; what others changed is shown when asked for.
  const gate = page.getByRole('button', { name: w.do_handover }).first();
  for (let i = 0; i < 60 && !await gate.isVisible(); ++i) {
    await page.waitForTimeout(500);
    await clerk.go(page.url().split(`/desk/zh/`)[1]);
  }
  await clerk.look('case-ready-zh');
  await page.locator('body').press('i');
  await page.locator('dialog form button[type=submit]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('body').press('h');
  await page.getByText(w.done_handover).first().waitFor();
  await page.locator('body').press('l');
  await page.getByText(w.done_close).first().waitFor();
  await clerk.look('case-closed-zh');
});

test('17:00, the manager and the supervisor: the green channel, the overview', async () => {
  const manager = await at('manager', 'en');
  await manager.go('green');
  await manager.look('green-en');
  await manager.go('cases');
  await manager.look('cases-en');
  const supervisor = await at('supervisor', 'zh');
  await supervisor.go('overview');
  await supervisor.look('overview-zh');
});

test('18:00, the shift is handed over: the record is whole, nothing hangs between', async () => {
  for (const [login, { errors }] of desks) assert.deepEqual(errors.filter((text) => !/status of (401|412)/.test(text)), [], login);
  assert.match(run('db', 'verify', '--data', data, '--lang', 'en'), /whole/);
});
