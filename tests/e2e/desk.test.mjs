// The staff's desk in a browser: a call is filed, handed on, accepted, answered, called back and closed, by keyboard alone, in
// both languages; every page passes axe, light and dark, and fits. Pictures go to build/desk/.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDesk, unexpected } from './desk_support.mjs';
import { focusOn, languages, open, settled } from './support.mjs';

let desk;

before(async () => { desk = await startDesk('desk'); });
after(() => desk?.stop());

const keys = async (page, ...some) => { for (const one of some) await page.keyboard.press(one); };
const go = async ({ page }, letter) => {
  await keys(page, 'g', letter);
  await page.waitForTimeout(100);
  await settled(page);
};

for (const lang of languages) {
  test(`${lang}: a call from filing to closing, by keyboard alone`, async () => {
    const question = lang === 'zh' ? '护照丢了，居留许可怎么补？' : 'I lost my passport. How do I replace my residence permit?';
    const hotline = await desk.staff('hotline1', lang);
    const { page } = hotline;
    const w = hotline.words('features/request');
    await go(hotline, 'h');
    await page.keyboard.press('F2');
    await focusOn(page, '#question', 'F2');
    await page.keyboard.type(question);
    await page.locator('.answers li').first().waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+Enter');
    await page.locator('.answers > li.on > .label').waitFor();
    await desk.clean(page, `hotline-${lang}`);
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

    const exit = await desk.staff('exit1', lang);
    // Found by its code in the palette.
    await exit.page.keyboard.press('Control+k');
    await exit.page.locator('.palette input').waitFor();
    await exit.page.keyboard.type(code.slice(0, 9));
    await exit.page.locator('.hit').first().waitFor();
    await desk.clean(exit.page, `palette-${lang}`);
    await exit.page.keyboard.press('Enter');
    await exit.page.locator('.baton').waitFor();
    assert.equal(await exit.page.locator('main h1').innerText(), question);
    await desk.clean(exit.page, `request-offered-${lang}`);
    await exit.page.keyboard.press('e');
    await exit.page.locator('dialog[open]').waitFor();
    await desk.clean(exit.page, `dialog-accept-${lang}`);
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('#answer').waitFor();
    await exit.page.keyboard.press('a');
    await focusOn(exit.page, '#answer', 'A');
    await exit.page.keyboard.type(lang === 'zh' ? '带报案证明来窗口补。' : 'Bring the police report to the window.');
    await desk.clean(exit.page, `request-answering-${lang}`);

    // Somebody else notes something meanwhile: nothing typed is lost.
    await page.keyboard.press('Escape');
    await page.goto(exit.page.url());
    await page.locator('.baton').waitFor();
    await page.keyboard.press('n');
    await page.locator('dialog[open] textarea').waitFor();
    await desk.clean(page, `dialog-note-${lang}`);
    await page.keyboard.type(lang === 'zh' ? '对方下午方便' : 'afternoons suit');
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast').waitFor();
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('.sheet-box .box.care').waitFor();
    assert.notEqual(await exit.page.locator('#answer').inputValue(), '');
    await desk.clean(exit.page, `request-stale-${lang}`);
    await exit.page.keyboard.press('Control+Enter');
    await exit.page.locator('.answer-text').waitFor();

    // The owner hears of it, asks, and closes through the gate.
    await page.locator('.gathered button').waitFor();
    await page.keyboard.press('.');
    await page.locator('.answer-text').waitFor();
    await page.keyboard.press('l');
    await focusOn(page, '.condition', 'the first condition that is not met');
    assert.equal(await page.locator('.gate .wide-button').innerText(), w.gate_shut.replace('{n}', '1'));
    await page.keyboard.press('v');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Control+Enter'); // nothing chosen
    await focusOn(page, '#act-result', 'the fault');
    await desk.clean(page, `dialog-call-${lang}`);
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.locator('.gate .wide-button:not([aria-disabled])').waitFor();
    await page.keyboard.press('l');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(w.closed_content).waitFor();
    await desk.clean(page, `request-closed-${lang}`);
    assert.deepEqual(hotline.errors.filter(unexpected), []);
    assert.deepEqual(exit.errors.filter(unexpected), []);
    await hotline.close();
    await exit.close();
  });

  for (const theme of ['light', 'dark']) {
    test(`${lang}, ${theme}: every page passes axe and fits`, async () => {
      let checks = 0;
      for (const [login, pages] of [['hotline1', ['work', 'hotline', 'requests', 'requests?stage=closed', 'account']], ['manager', ['overview', 'work', 'cases', 'green', 'experts']], ['auditor', ['work']], ['admin', ['account']]]) {
        const who = await desk.staff(login, lang, { theme });
        assert.equal(await who.page.evaluate(() => document.documentElement.dataset.theme), theme);
        for (const path of pages) {
          await who.page.goto(`${desk.url}/desk/${lang}/${path}`);
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
          await desk.clean(who.page, `${login}-${path.replace(/\W/g, '-')}-${lang}-${theme}`);
          checks += 1;
        }
        if (login === 'manager') {
          await who.page.goto(`${desk.url}/desk/${lang}/overview`);
          await settled(who.page);
          await who.page.locator('.bars').first().waitFor();
          await who.page.keyboard.press('v');
          await desk.clean(who.page, `overview-table-${lang}-${theme}`);
        }
        if (login === 'hotline1') {
          await who.page.keyboard.press('?');
          await who.page.locator('dialog[open]').waitFor();
          await desk.clean(who.page, `keys-${lang}-${theme}`);
        }
        assert.deepEqual(who.errors.filter(unexpected), []);
        await who.close();
      }
      const opened = await open(desk.browser);
      await opened.page.emulateMedia({ colorScheme: theme });
      await opened.page.goto(`${desk.url}/desk/${lang}/`);
      await opened.page.locator('#login').waitFor();
      await opened.page.keyboard.press('Tab');
      await opened.page.locator('#login').focus();
      await opened.page.keyboard.type('hotline1');
      await opened.page.keyboard.press('Enter');
      await focusOn(opened.page, '.faults', 'the summary');
      await desk.clean(opened.page, `signin-${lang}-${theme}`);
      await opened.close();
      console.log(`${checks} pages`);
    });
  }
}
