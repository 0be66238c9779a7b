// From home through the interview to the result, by mouse in both languages and by keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, call, focusOn, languages, launch, open, settled, violations, words } from './support.mjs';

const mostQuestions = 150;

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const heading = (page) => page.locator('main h1').innerText();

// A question is answered when another one, or none, stands in its place.
async function next(page, act) {
  const before = await heading(page);
  await act();
  await page.waitForFunction((old) => document.querySelector('main h1')?.innerText !== old && !document.querySelector('main .skeleton'), before);
}

const button = (page, t) => page.getByRole('button', { name: t.next, exact: true });

async function choose(page, sure) {
  const form = page.locator('form.answer');
  if (await form.locator('.years').count()) {
    for (const radio of await form.locator('input[type=radio][value=none]').all()) await radio.check();
    return;
  }
  const options = form.locator('input[type=radio]');
  if (await options.count()) return void await (sure ? options.first() : options.last()).check();
  await form.locator('input[type=checkbox]').last().check();
}

for (const lang of languages) {
  test(`the whole interview, ${lang}`, async () => {
    const t = words[lang].interview;
    const { page, errors, close } = await open(browser);
    try {
      await page.goto(`${base}/${lang}/`);
      await settled(page);
      await page.getByRole('link', { name: words[lang].home.check_start }).click();
      await button(page, t).waitFor();
      let asked = 0;
      let wentBack = false;
      for (; asked < mostQuestions && (await button(page, t).count()) > 0; asked += 1) {
        if (asked > 0 && !wentBack) {
          wentBack = true;
          await next(page, () => page.getByRole('link', { name: t.back_question }).click());
          assert.equal(await page.locator('form.answer input:checked').count() > 0, true, 'the answer is still selected');
          await next(page, () => button(page, t).click());
        }
        await choose(page, asked % 2 === 0);
        await next(page, () => button(page, t).click());
      }
      assert.ok(wentBack && asked > 1 && asked < mostQuestions, `${asked} questions`);
      assert.equal((await heading(page)).trim(), t.done_title);
      await page.getByRole('link', { name: t.done_result }).click();
      await page.waitForURL(`**/${lang}/result`);
      await settled(page);
      await page.waitForSelector('nav.counts');
      assert.notEqual((await heading(page)).trim(), '');
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });
}

async function tabTo(page, matches, what) {
  for (let i = 0; i < 120; i += 1) {
    if (await page.evaluate(matches)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${what}`);
}

test('three questions and the result by keyboard alone', async () => {
  const t = words.en.interview;
  const { page, errors, close } = await open(browser);
  try {
    await page.goto(`${base}/en/`);
    await settled(page);
    await tabTo(page, () => document.activeElement?.matches('.check a.button'), 'the way into the interview');
    await page.keyboard.press('Enter');
    await button(page, t).waitFor();
    for (let i = 0; i < 3; i += 1) {
      await tabTo(page, () => document.activeElement?.matches('form.answer input[type=radio], form.answer input[type=checkbox]'), 'an option');
      await page.keyboard.press('Space');
      await tabTo(page, () => document.activeElement?.matches('form.answer button[type=submit]'), 'the button');
      await next(page, () => page.keyboard.press('Enter'));
      await focusOn(page, 'h1', 'a new question');
    }
    await tabTo(page, () => document.activeElement?.matches('main a[href$="/result"]'), 'the way to the result');
    await page.keyboard.press('Enter');
    await page.waitForSelector('nav.counts');
    assert.notEqual((await heading(page)).trim(), '');
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

test('a plan is saved, found by its code and deleted', async (t) => {
  if ((await call('/plans', { body: { region: 'cn-31', facts: {}, chosen: [] } })).status === 404) return t.skip('this server has no plans: POST /api/v1/plans answers 404');
  const say = words.en.plans;
  const { page, close } = await open(browser);
  try {
    await page.goto(`${base}/en/plan/new`);
    await settled(page);
    const boxes = page.locator('input[name=chosen]');
    await boxes.first().check();
    await page.getByRole('button', { name: say.save }).click();
    await page.waitForURL(/\/en\/plan\/[0-9A-Za-z-]{17,}$/);
    await settled(page);
    const code = (await page.locator('.code-card .code').innerText()).trim();
    assert.deepEqual(await violations(page), []);
    await page.goto(`${base}/en/plan`);
    await page.getByLabel(say.find_label).fill(code.toLowerCase());
    await page.getByRole('button', { name: say.find_button, exact: true }).click();
    await page.locator('.code-card').waitFor();
    await page.getByRole('button', { name: say.delete, exact: true }).click();
    assert.deepEqual(await violations(page), [], 'with the dialog open');
    await page.keyboard.press('Escape');
    await page.waitForFunction((text) => document.activeElement?.textContent === text, say.delete);
    await page.getByRole('button', { name: say.delete, exact: true }).click();
    await page.getByRole('button', { name: say.delete_yes, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: say.deleted_title }).waitFor();
    await page.goto(`${base}/en/plan/${code.replace(/\W/g, '')}`);
    await page.getByRole('heading', { level: 1, name: say.find_none_title }).waitFor();
  } finally {
    await close();
  }
});
