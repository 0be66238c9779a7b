// What the desk does when something is in the way: another language, a session that ends, a lost line, a colleague who is
// faster, a post that may not, a wrong password. Pictures go to build/desk-limits/.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDesk } from './desk_support.mjs';
import { focusOn, open, settled } from './support.mjs';

let desk;

before(async () => { desk = await startDesk('desk-limits'); });
after(() => desk?.stop());

const keys = async (page, ...some) => { for (const one of some) await page.keyboard.press(one); };
const go = async ({ page }, letter) => {
  await keys(page, 'g', letter);
  await page.waitForTimeout(100);
  await settled(page);
};

test('the language switch keeps the page, and what was typed', async () => {
  const who = await desk.staff('hotline2', 'zh');
  await go(who, 'h');
  await who.page.locator('#question').fill('住址');
  await who.page.locator('.me a').click();
  await who.page.waitForURL(/\/desk\/en\/hotline$/);
  assert.equal(await who.page.locator('#question').inputValue(), '住址');
  await who.page.reload();
  await who.page.locator('#question').waitFor();
  assert.equal(await who.page.locator('#question').inputValue(), '住址');
  await who.close();
});

test('a session that ends loses nothing', async () => {
  const who = await desk.staff('window1', 'en');
  await go(who, 'r');
  await who.page.keyboard.press('j');
  await who.page.keyboard.press('n');
  await who.page.locator('dialog[open] textarea').waitFor();
  await who.page.keyboard.type('half a thought');
  await who.page.context().clearCookies();
  await who.page.keyboard.press('Control+Enter');
  await who.page.locator('dialog[open] #password').waitFor();
  await desk.clean(who.page, 'session-over-en');
  await who.page.keyboard.type(desk.password);
  await who.page.keyboard.press('Enter');
  await who.page.locator('dialog[open] #password').waitFor({ state: 'detached' });
  assert.equal(await who.page.locator('dialog[open] textarea').inputValue(), 'half a thought');
  await who.page.locator('dialog[open] textarea').focus();
  await who.page.keyboard.press('Control+Enter');
  await who.page.locator('.toast').waitFor();
  await who.close();
});

test('a relay is undone with Z, and the list never changes under a selection', async () => {
  const window1 = await desk.staff('window2', 'en');
  const { page } = window1;
  await go(window1, 'r');
  await page.keyboard.press('j');
  const hotline = await desk.staff('window1', 'en');
  const first = await page.locator('tr.on .title').innerText();
  const before = await page.locator('table.work').innerText();
  await go(hotline, 'r');
  // A colleague of the same unit notes something on a row that both see, another than the selected one.
  const rowsOf = (where) => where.locator('a.title').evaluateAll((links) => links.map((one) => new URL(one.href).pathname));
  const selected = new URL(await page.locator('tr.on .title').evaluate((one) => one.href)).pathname;
  const mine = await rowsOf(page);
  const both = (await rowsOf(hotline.page)).find((one) => one !== selected && mine.includes(one));
  assert.ok(both, 'colleagues of one unit see a row together');
  await hotline.page.locator(`a.title[href$="${both}"]`).focus();
  await hotline.page.keyboard.press('n');
  await hotline.page.locator('dialog[open] textarea').fill('noted');
  await hotline.page.keyboard.press('Control+Enter');
  await hotline.page.locator('.toast').waitFor();
  await page.locator('.gathered button').waitFor();
  assert.equal(await page.locator('tr.on .title').innerText(), first);
  assert.equal(await page.locator('table.work').innerText(), before);
  await page.keyboard.press('.');
  await page.locator('.gathered button').waitFor({ state: 'detached' });
  await window1.close();
  await hotline.close();
});

test('nobody sees a page that is not for the post', async () => {
  const who = await desk.staff('tax1', 'en');
  await who.page.goto(`${desk.url}/desk/en/overview`);
  await settled(who.page);
  assert.equal(await who.page.locator('main h1').innerText(), who.words('app').not_found_title);
  await who.close();
});

test('a wrong password says so in place, and too many make one wait', async () => {
  const opened = await open(desk.browser);
  const { page } = opened;
  await page.goto(`${desk.url}/desk/en/`);
  await page.locator('#login').fill('helper2');
  for (let i = 0; i < 7; ++i) {
    await page.locator('#password').fill('wrong');
    await page.keyboard.press('Enter');
    await focusOn(page, '.faults', 'the summary');
    await page.waitForTimeout(50);
    if (await page.locator('form .button[aria-disabled]').count() > 0) break;
  }
  assert.match(await page.locator('form .button').innerText(), /^Try again in \d+ second/);
  await desk.clean(page, 'signin-wait-en');
  assert.equal(await page.locator('#login').inputValue(), 'helper2');
  await opened.close();
});

test('without the line everything typed stays, and goes out when it is back', async () => {
  const who = await desk.staff('labour1', 'zh');
  const { page } = who;
  await go(who, 'r');
  await page.context().setOffline(true);
  await page.locator('.lost-line').waitFor();
  await desk.clean(page, 'offline-zh');
  await keys(page, 'j', 'n');
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.type('wages');
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog[open] .box.late').waitFor();
  await desk.clean(page, 'offline-dialog-zh');
  assert.equal(await page.locator('dialog[open] textarea').inputValue(), 'wages');
  await page.context().setOffline(false);
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
  await page.locator('.lost-line').waitFor({ state: 'detached' });
  await who.close();
});

test('five minutes before its end a session says so', async () => {
  const who = await desk.staff('health1', 'en');
  const { page } = who;
  let near = true;
  await page.route('**/api/v1/changes', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } });
    const json = await response.json();
    await route.fulfill({ json: { ...json, expires_at: new Date(Date.parse(json.now) + (near ? 240_000 : 1_500_000)).toISOString() }, headers: { etag: `"${near}"` } });
  });
  await page.locator('.warning').waitFor();
  await desk.clean(page, 'session-warning-en');
  near = false;
  await page.locator('.warning button').click();
  await page.locator('.warning').waitFor({ state: 'detached' });
  await who.close();
});

test('single letters can be switched off, and off they stay', async () => {
  const who = await desk.staff('hotline2', 'en');
  const { page } = who;
  await page.keyboard.press('?');
  await page.locator('dialog[open] .tick input').click();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  assert.equal(await page.locator('tr.on').count(), 0);
  await page.reload();
  await settled(page);
  await page.keyboard.press('j');
  assert.equal(await page.locator('tr.on').count(), 0);
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('tr.on:not(.detail)').count(), 1);
  await who.close();
});

test('a supervisor gives a request another first-ask owner', async () => {
  const who = await desk.staff('manager', 'en');
  const { page } = who;
  await page.goto(`${desk.url}/desk/en/requests`);
  await settled(page);
  await page.locator('.title').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.baton').waitFor();
  await page.keyboard.press('u');
  await focusOn(page, '#act-to', 'the colleagues');
  await desk.clean(page, 'dialog-owner-en');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
  await who.close();
});

test('a colleague found in the palette, and the requests of a unit', async () => {
  const who = await desk.staff('manager', 'zh');
  const { page } = who;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zhou min');
  await page.locator('.hit', { hasText: '周敏' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/requests\?with=/);
  assert.match(await page.locator('main h1').innerText(), /周敏/);
  await page.goto(`${desk.url}/desk/zh/overview`);
  await page.locator('.bar-name').first().click();
  await page.waitForURL(/requests\?unit=/);
  assert.ok(await page.locator('table.work .title').count() > 0);
  await who.close();
});
