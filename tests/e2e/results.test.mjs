// The stories as a person sees them: the result page and the guides for invented people, by clicking.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, base, focusOn, languages, launch, open, openAll, person, settled, violations, words } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// The group in which a route's link or heading stands.
const groupOf = (page, id) => page.evaluate((route) => document.querySelector(`#route-${route}, .closed-table a[href$="/routes/${route}"]`)?.closest('section.section')?.id ?? null, id);

const stories = [
  ['chip-engineer', { 'pr-work': 'unknown', 'pr-yrd-tech': 'advice', 'pr-phd': 'closed' }],
  ['fixed-figures-2023-04-30', { 'pr-work': 'open' }],
  ['fixed-figures-2023-05-01', { 'pr-work': 'closed' }],
  ['six-times', { 'pr-work': 'open' }],
  ['lingang-three-years', { 'pr-lingang': 'unknown' }],
  ['urgent-traveller', { urgent: 'open' }],
  ['student-passport', { 'cn-passport-urgent': 'open' }],
];

for (const lang of languages) {
  for (const [name, expected] of stories) {
    for (const width of name === 'chip-engineer' ? [1280, 360, 320] : [1280]) {
      test(`${name} at ${width}, ${lang}`, async () => {
        const { page, errors, close } = await open(browser, width);
        try {
          await answered(page, person(name));
          await page.goto(`${base}/${lang}/result`);
          await page.waitForSelector('nav.counts');
          await settled(page);
          for (const [id, group] of Object.entries(expected)) assert.equal(await groupOf(page, id), group, id);
          await openAll(page);
          assert.deepEqual(await violations(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
          assert.deepEqual(errors, []);
        } finally {
          await close();
        }
      });
    }
  }

  test(`the guide answers whoever has answered, ${lang}`, async () => {
    const { page, errors, close } = await open(browser);
    try {
      await page.goto(`${base}/${lang}/routes/pr-work`);
      await settled(page);
      assert.equal(await page.locator('.own').count(), 0, 'nobody has answered yet');
      await answered(page, person('chip-engineer'));
      await page.goto(`${base}/${lang}/routes/pr-work`);
      const own = page.locator('.own.unknown');
      await own.waitFor();
      assert.match(await own.innerText(), /2019–2022/, 'the years whose average wage is missing');
      await openAll(page);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });

  test(`a question can be opened again by its address, ${lang}`, async () => {
    const { page, close } = await open(browser);
    try {
      await answered(page, person('six-times'));
      const answer = await page.goto(`${base}/${lang}/check/fact/work/years`);
      assert.equal(answer.status(), 200);
      await settled(page);
      assert.equal(await page.locator('.year').count() > 3, true);
      assert.deepEqual(await violations(page), []);
    } finally {
      await close();
    }
  });

  test(`place and day are changed in place, and Esc gives the focus back, ${lang}`, async () => {
    const { page, close } = await open(browser);
    try {
      await page.goto(`${base}/${lang}/`);
      await settled(page);
      const place = page.locator('.place');
      await place.click();
      await page.locator('.picker').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Escape');
      await focusOn(page, '.place', 'Esc');
    } finally {
      await close();
    }
  });

  test(`without a network the answers stay and it says so, ${lang}`, async () => {
    const { page, close } = await open(browser);
    try {
      await answered(page, person('six-times'));
      await page.goto(`${base}/${lang}/check/answers`);
      await settled(page);
      await page.context().setOffline(true);
      await page.getByRole('link', { name: words[lang].interview.done_result, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: words[lang].ui.offline_title }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.context().setOffline(false);
      await page.getByRole('button', { name: words[lang].ui.retry, exact: true }).click();
      await page.waitForSelector('nav.counts');
    } finally {
      await close();
    }
  });
}

test('text spacing, 320 px and forced colours break nothing', async () => {
  for (const path of ['/', '/check', '/result', '/routes/pr-work', '/plan', '/plan/new']) {
    for (const lang of languages) {
      const { page, close } = await open(browser, 320);
      try {
        await page.emulateMedia({ forcedColors: 'active' });
        await answered(page, person('six-times'));
        await page.goto(`${base}/${lang}${path}`);
        await settled(page);
        await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${lang}${path} scrolls sideways by ${wide} px`);
        const marks = await page.locator('.status svg').evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
        assert.ok(marks.every((color) => color !== 'rgba(0, 0, 0, 0)'), 'glyphs are seen');
      } finally {
        await close();
      }
    }
  }
});
