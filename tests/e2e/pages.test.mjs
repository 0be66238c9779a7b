// Every page, in both languages, wide and narrow: a title, a heading, no fault of accessibility, nothing in the console.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, languages, launch, open, openAll, settled, violations } from './support.mjs';

const paths = ['/', '/check', '/check/answers', '/result', '/routes', '/routes/pr-work', '/plan', '/plan/new', '/sources', '/privacy', '/accessibility', '/nowhere'];

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const lang of languages) {
  for (const path of paths) {
    for (const width of [1280, 360]) {
      test(`/${lang}${path} at ${width}`, async () => {
        const { page, errors, close } = await open(browser, width);
        try {
          await page.goto(`${base}/${lang}${path}`);
          await settled(page);
          assert.equal(await page.locator('h1').count(), 1, 'one h1');
          const heading = await page.locator('h1').innerText();
          assert.notEqual(heading.trim(), '');
          assert.notEqual((await page.title()).replace(/[|]?\s*(Gangway|港湾)$/u, '').trim(), '', 'a title of its own');
          assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
          assert.doesNotMatch(await page.locator('body').innerText(), /\bundefined\b|\bNaN\b|\[object /);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
          assert.deepEqual(await violations(page), []);
          await openAll(page);
          assert.deepEqual(await violations(page), [], 'with everything open');
          assert.deepEqual(errors, []);
        } finally {
          await close();
        }
      });
    }
  }
}
