// The staff's desk in a browser, on a server of its own with demonstration data: a call is filed, handed on, accepted,
// answered, called back and closed, by keyboard alone, in both languages; every page and dialog passes axe, light and
// dark. Pictures go to build/desk/.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { focusOn, languages, launch, open, settled, violations } from './support.mjs';

const gangway = process.env.GANGWAY_BIN ?? 'build/release/gangway';
const clock = '2022-05-28T08:30+08:00';
const folder = mkdtempSync(join(tmpdir(), 'gangway-desk-'));
const pictures = 'build/desk';
let server;
let url;
let password;
let browser;

const words = Object.fromEntries(languages.map((lang) => {
  const read = (path) => JSON.parse(readFileSync(new URL(`../../web/desk/${path}/messages.${lang}.json`, import.meta.url), 'utf8'));
  return [lang, { app: read('app'), work: read('work'), hotline: read('features/hotline'), request: read('features/request'), signin: read('features/signin'), mywork: read('features/mywork') }];
}));

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

before(async () => {
  mkdirSync(pictures, { recursive: true });
  password = execFileSync(gangway, ['demo', '--data', folder, '--clock', clock], { encoding: 'utf8' }).split('\n')[0].split('\t')[1];
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn(gangway, ['serve', '--data', folder, '--port', String(port), '--clock', clock, '--rate', '100000'], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !await fetch(`${url}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (server) await new Promise((resolve) => { server.once('exit', resolve); server.kill(); });
  rmSync(folder, { recursive: true, force: true });
});

// Signs in by keyboard, in a browser of its own.
async function staff(login, lang, { width = 1280, theme = 'light' } = {}) {
  const opened = await open(browser, width);
  await opened.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await opened.page.goto(`${url}/desk/${lang}/`);
  await opened.page.locator('#login').waitFor();
  await opened.page.locator('#login').focus();
  await opened.page.keyboard.type(login);
  await opened.page.keyboard.press('Tab');
  await opened.page.keyboard.type(password);
  await opened.page.keyboard.press('Enter');
  await opened.page.locator('.rail').waitFor();
  await settled(opened.page);
  return { ...opened, lang, w: words[lang] };
}

async function clean(page, name) {
  const found = await violations(page);
  await page.screenshot({ path: `${pictures}/${name}.png` });
  assert.deepEqual(found, [], name);
}

// Asking who is signed in, and a version that is no longer the newest, are answered with these.
const unexpected = (text) => !/status of (401|412)/.test(text);
const keys = async (page, ...some) => { for (const one of some) await page.keyboard.press(one); };
const go = async ({ page }, letter) => {
  await keys(page, 'g', letter);
  await page.waitForTimeout(100);
  await settled(page);
};

for (const lang of languages) {
  test(`${lang}: a call from filing to closing, by keyboard alone`, async () => {
    const question = lang === 'zh' ? '护照丢了，居留许可怎么补？' : 'I lost my passport. How do I replace my residence permit?';
    const hotline = await staff('hotline1', lang);
    const { page, w } = hotline;
    await go(hotline, 'h');
    await page.keyboard.press('F2');
    await focusOn(page, '#question', 'F2');
    await page.keyboard.type(question);
    await page.locator('.answers li').first().waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+Enter');
    await page.locator('.answers > li.on > .label').waitFor();
    await clean(page, `hotline-${lang}`);
    await page.keyboard.press('F8');
    await focusOn(page, '#book', 'F8');
    await page.keyboard.press('F9');
    await focusOn(page, '#to', 'F9');
    const target = await page.locator('#to option', { hasText: lang === 'zh' ? '出入境' : 'exit-entry' }).first().getAttribute('value');
    while (await page.locator('#to').inputValue() !== target) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast').waitFor();
    const code = await page.locator('.last-call b').innerText();
    assert.match(code, /^[0-9A-Z]{4}-/);
    assert.equal(await page.locator('#question').inputValue(), '');

    const exit = await staff('exit1', lang);
    // Found by its code in the palette.
    await exit.page.keyboard.press('Control+k');
    await exit.page.locator('.palette input').waitFor();
    await exit.page.keyboard.type(code.slice(0, 9));
    await exit.page.locator('.hit').first().waitFor();
    await clean(exit.page, `palette-${lang}`);
    await exit.page.keyboard.press('Enter');
    await exit.page.locator('.baton').waitFor();
    assert.equal(await exit.page.locator('main h1').innerText(), question);
    await clean(exit.page, `request-offered-${lang}`);
    await exit.page.keyboard.press('e');
    await exit.page.locator('dialog[open]').waitFor();
    await clean(exit.page, `dialog-accept-${lang}`);
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('#answer').waitFor();
    await exit.page.keyboard.press('a');
    await focusOn(exit.page, '#answer', 'A');
    await exit.page.keyboard.type(lang === 'zh' ? '带报案证明来窗口补。' : 'Bring the police report to the window.');
    await clean(exit.page, `request-answering-${lang}`);

    // Somebody else notes something meanwhile: nothing typed is lost.
    await page.keyboard.press('Escape');
    await page.goto(exit.page.url());
    await page.locator('.baton').waitFor();
    await page.keyboard.press('n');
    await page.locator('dialog[open] textarea').waitFor();
    await clean(page, `dialog-note-${lang}`);
    await page.keyboard.type(lang === 'zh' ? '对方下午方便' : 'afternoons suit');
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast').waitFor();
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('.sheet-box .box.care').waitFor();
    assert.notEqual(await exit.page.locator('#answer').inputValue(), '');
    await clean(exit.page, `request-stale-${lang}`);
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('.answer-text').waitFor();

    // The owner hears of it, asks, and closes through the gate.
    await page.locator('.gathered button').waitFor();
    await page.keyboard.press('.');
    await page.locator('.answer-text').waitFor();
    await page.keyboard.press('l');
    await focusOn(page, '.condition', 'the first condition that is not met');
    assert.equal(await page.locator('.gate .wide-button').innerText(), w.request.gate_shut.replace('{n}', '1'));
    await page.keyboard.press('v');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Control+Enter'); // nothing chosen
    await focusOn(page, '#act-result', 'the fault');
    await clean(page, `dialog-call-${lang}`);
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.locator('.gate .wide-button:not([aria-disabled])').waitFor();
    await page.keyboard.press('l');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(w.request.closed_content).waitFor();
    await clean(page, `request-closed-${lang}`);
    assert.deepEqual(hotline.errors.filter(unexpected), []);
    assert.deepEqual(exit.errors.filter(unexpected), []);
    await hotline.close();
    await exit.close();
  });

  for (const theme of ['light', 'dark']) {
    test(`${lang}, ${theme}: every page passes axe and fits`, async () => {
      let checks = 0;
      for (const [login, pages] of [['hotline1', ['work', 'hotline', 'requests', 'requests?stage=closed', 'account']], ['manager', ['overview', 'work']], ['auditor', ['work']], ['admin', ['account']]]) {
        const who = await staff(login, lang, { theme });
        assert.equal(await who.page.evaluate(() => document.documentElement.dataset.theme), theme);
        for (const path of pages) {
          await who.page.goto(`${url}/desk/${lang}/${path}`);
          await who.page.locator('.rail').waitFor();
          await settled(who.page);
          for (const width of [1280, 1440, 1024]) {
            await who.page.setViewportSize({ width, height: 900 });
            const over = await who.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(over <= 0, `${path} at ${width}: ${over} px too wide`);
          }
          await who.page.setViewportSize({ width: 1280, height: 900 });
          if (path === 'work' && login === 'hotline1') {
            await keys(who.page, 'j', 'j');
            assert.equal(await who.page.locator('tr.on:not(.detail)').count(), 1);
            await keys(who.page, 'Space');
            await who.page.locator('.peek').waitFor();
          }
          await clean(who.page, `${login}-${path.replace(/\W/g, '-')}-${lang}-${theme}`);
          checks += 1;
        }
        if (login === 'manager') {
          await who.page.goto(`${url}/desk/${lang}/overview`);
          await settled(who.page);
          await who.page.locator('.bars').first().waitFor();
          await who.page.keyboard.press('v');
          await clean(who.page, `overview-table-${lang}-${theme}`);
        }
        if (login === 'hotline1') {
          await who.page.keyboard.press('?');
          await who.page.locator('dialog[open]').waitFor();
          await clean(who.page, `keys-${lang}-${theme}`);
        }
        assert.deepEqual(who.errors.filter(unexpected), []);
        await who.close();
      }
      const opened = await open(browser);
      await opened.page.emulateMedia({ colorScheme: theme });
      await opened.page.goto(`${url}/desk/${lang}/`);
      await opened.page.locator('#login').waitFor();
      await opened.page.keyboard.press('Tab');
      await opened.page.locator('#login').focus();
      await opened.page.keyboard.type('hotline1');
      await opened.page.keyboard.press('Enter');
      await focusOn(opened.page, '.faults', 'the summary');
      await clean(opened.page, `signin-${lang}-${theme}`);
      await opened.close();
      console.log(`${checks} pages`);
    });
  }
}

test('the language switch keeps the page, and what was typed', async () => {
  const who = await staff('hotline2', 'zh');
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
  const who = await staff('window1', 'en');
  await go(who, 'r');
  await who.page.keyboard.press('j');
  await who.page.keyboard.press('n');
  await who.page.locator('dialog[open] textarea').waitFor();
  await who.page.keyboard.type('half a thought');
  await who.page.context().clearCookies();
  await who.page.keyboard.press('Control+Enter');
  await who.page.locator('dialog[open] #password').waitFor();
  await clean(who.page, 'session-over-en');
  await who.page.keyboard.type(password);
  await who.page.keyboard.press('Enter');
  await who.page.locator('dialog[open] #password').waitFor({ state: 'detached' });
  assert.equal(await who.page.locator('dialog[open] textarea').inputValue(), 'half a thought');
  await who.page.locator('dialog[open] textarea').focus();
  await who.page.keyboard.press('Control+Enter');
  await who.page.locator('.toast').waitFor();
  await who.close();
});

test('a relay is undone with Z, and the list never changes under a selection', async () => {
  const window1 = await staff('window2', 'en');
  const { page } = window1;
  await go(window1, 'r');
  await page.keyboard.press('j');
  const hotline = await staff('window1', 'en');
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
  const who = await staff('tax1', 'en');
  await who.page.goto(`${url}/desk/en/overview`);
  await settled(who.page);
  assert.equal(await who.page.locator('main h1').innerText(), who.w.app.not_found_title);
  await who.close();
});

test('a wrong password says so in place, and too many make one wait', async () => {
  const opened = await open(browser);
  const { page } = opened;
  await page.goto(`${url}/desk/en/`);
  await page.locator('#login').fill('helper2');
  for (let i = 0; i < 7; ++i) {
    await page.locator('#password').fill('wrong');
    await page.keyboard.press('Enter');
    await focusOn(page, '.faults', 'the summary');
    await page.waitForTimeout(50);
    if (await page.locator('form .button[aria-disabled]').count() > 0) break;
  }
  assert.match(await page.locator('form .button').innerText(), /^Try again in \d+ second/);
  await clean(page, 'signin-wait-en');
  assert.equal(await page.locator('#login').inputValue(), 'helper2');
  await opened.close();
});

test('without the line everything typed stays, and goes out when it is back', async () => {
  const who = await staff('labour1', 'zh');
  const { page } = who;
  await go(who, 'r');
  await page.context().setOffline(true);
  await page.locator('.lost-line').waitFor();
  await clean(page, 'offline-zh');
  await keys(page, 'j', 'n');
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.type('wages');
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog[open] .box.late').waitFor();
  await clean(page, 'offline-dialog-zh');
  assert.equal(await page.locator('dialog[open] textarea').inputValue(), 'wages');
  await page.context().setOffline(false);
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
  await page.locator('.lost-line').waitFor({ state: 'detached' });
  await who.close();
});

test('five minutes before its end a session says so', async () => {
  const who = await staff('health1', 'en');
  const { page } = who;
  let near = true;
  await page.route('**/api/v1/changes', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } });
    const json = await response.json();
    await route.fulfill({ json: { ...json, expires_at: new Date(Date.parse(json.now) + (near ? 240_000 : 1_500_000)).toISOString() }, headers: { etag: `"${near}"` } });
  });
  await page.locator('.warning').waitFor();
  await clean(page, 'session-warning-en');
  near = false;
  await page.locator('.warning button').click();
  await page.locator('.warning').waitFor({ state: 'detached' });
  await who.close();
});

test('single letters can be switched off, and off they stay', async () => {
  const who = await staff('hotline2', 'en');
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
  const who = await staff('manager', 'en');
  const { page } = who;
  await page.goto(`${url}/desk/en/requests`);
  await settled(page);
  await page.locator('.title').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.baton').waitFor();
  await page.keyboard.press('u');
  await focusOn(page, '#act-to', 'the colleagues');
  await clean(page, 'dialog-owner-en');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
  await who.close();
});

test('a colleague found in the palette, and the requests of a unit', async () => {
  const who = await staff('manager', 'zh');
  const { page } = who;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zhou min');
  await page.locator('.hit', { hasText: '周敏' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/requests\?with=/);
  assert.match(await page.locator('main h1').innerText(), /周敏/);
  await page.goto(`${url}/desk/zh/overview`);
  await page.locator('.bar-name').first().click();
  await page.waitForURL(/requests\?unit=/);
  assert.ok(await page.locator('table.work .title').count() > 0);
  await who.close();
});
