// A plan in the portal: saved, ticked, changed, its answers taken back, printed, found by its code, erased.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, base, call, focusOn, languages, launch, open, person, settled, violations, words } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function save(page, lang) {
  await page.goto(`${base}/${lang}/plan/new`);
  await settled(page);
  await page.getByRole('button', { name: words[lang].plans.save, exact: true }).click();
  await page.waitForURL(/\/plan\/[0-9A-Z*~$=]{17}$/);
  await settled(page);
  return page.url().split('/').at(-1);
}

for (const lang of languages) {
  test(`a plan is ticked, changed and judged again from its answers, ${lang}`, async () => {
    const say = words[lang].plans;
    const { page, errors, close } = await open(browser);
    try {
      await answered(page, person('urgent-traveller'));
      const code = await save(page, lang);
      assert.deepEqual(await violations(page), []);
      // The day was looked at on purpose: nothing changed by the mere passing of time.
      assert.equal(await page.locator('.changes').count(), 0);

      const ticks = page.locator('.tick input');
      assert.ok(await ticks.count() > 2);
      await ticks.first().check();
      await page.getByText(say.edit_saved).waitFor();
      const stored = await call(`/plans/${code}`);
      assert.equal(stored.json.tasks.filter((task) => task.done).length, 1);
      assert.equal(stored.json.version, 2);

      const opener = page.getByRole('button', { name: say.edit, exact: true });
      await opener.click();
      await focusOn(page, '#edit-title', 'what opened');
      assert.deepEqual(await violations(page), []);
      await page.locator('#title').fill('TITLE');
      await page.locator('#notes').fill('first line\nsecond line');
      await page.locator('input[name=chosen]').last().uncheck();
      await page.getByRole('button', { name: say.edit_save, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'TITLE' }).waitFor();
      await focusOn(page, '[aria-expanded=false]', 'back on the opener');
      assert.match(await page.locator('.notes').innerText(), /first line\nsecond line/);
      await page.reload();
      await settled(page);
      assert.equal(await page.locator('main h1').innerText(), 'TITLE');
      assert.equal(await page.locator('.tick input:checked').count(), 1, 'the tick is kept');

      await page.getByRole('button', { name: say.change_answers, exact: true }).click();
      await page.waitForURL(`**/${lang}/check/answers`);
      await settled(page);
      assert.ok(await page.locator('.answer-list > li').count() > 20);
      await page.goto(`${base}/${lang}/plan/new`);
      await page.getByRole('button', { name: say.save_back, exact: true }).waitFor();
      assert.equal(await page.locator('#title').inputValue(), 'TITLE');
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: say.save_back, exact: true }).click();
      await page.waitForURL(`**/plan/${code}`);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });

  test(`another window was first: the new version is shown and the change can be tried again, ${lang}`, async () => {
    const { page, close } = await open(browser);
    try {
      await answered(page, person('urgent-traveller'));
      const code = await save(page, lang);
      const changed = await call(`/plans/${code}`, { method: 'PATCH', body: { notes: 'elsewhere' }, headers: { 'if-match': '"1"' } });
      assert.equal(changed.status, 200, changed.text);
      await page.locator('.tick input').first().click();
      await page.locator('.box.late').waitFor();
      await page.locator('.notes', { hasText: 'elsewhere' }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.locator('.box.late button').click();
      await page.getByText(words[lang].plans.edit_saved).waitFor();
      assert.equal((await call(`/plans/${code}`)).json.notes, 'elsewhere');
    } finally {
      await close();
    }
  });

  test(`the plan of the urgent traveller says when, ${lang}`, async () => {
    const { page, close } = await open(browser);
    try {
      await answered(page, person('urgent-traveller'));
      await save(page, lang);
      const days = await page.locator('.task.result time').evaluateAll((all) => all.map((one) => one.dateTime));
      assert.ok(days.includes('2022-06-01'), `urgent on 1 June: ${days}`);
      assert.ok(days.includes('2022-06-08'), `seven working days on 8 June: ${days}`);
      await page.emulateMedia({ media: 'print' });
      const sheet = page.locator('.sheet');
      assert.equal(await sheet.isVisible(), true);
      assert.equal(await page.locator('.masthead').isVisible(), false);
      assert.ok(await sheet.locator('tbody tr').count() > 4);
      for (const time of await page.locator('.sheet-table tbody tr').allInnerTexts()) assert.doesNotMatch(time, /\d{4}-\d\d-\d\d/, 'days are said as people say them');
    } finally {
      await close();
    }
  });
}

test('a plan is changed by whoever saw its last version, and by nobody else', async () => {
  const saved = await call('/plans', { body: { region: 'cn-31', facts: {}, chosen: ['pr-work'] } });
  assert.equal(saved.status, 201, saved.text);
  const path = `/plans/${saved.json.code}`;
  const patch = (body, version) => call(path, { method: 'PATCH', body, headers: version ? { 'if-match': version } : {} });
  assert.equal((await patch({ title: 'x' })).status, 412);
  assert.equal((await patch({ title: 'x' }, '"2"')).status, 412);
  const changed = await patch({ title: 'x', notes: 'y' }, '"1"');
  assert.deepEqual([changed.status, changed.json.title, changed.json.notes, changed.json.version], [200, 'x', 'y', 2]);
  assert.equal(changed.headers.get('etag'), '"2"');
  assert.deepEqual(changed.json.assessment, saved.json.assessment, 'the assessment stays');
  const without = await patch({ notes: '' }, '"2"');
  assert.deepEqual([without.json.title, without.json.notes], ['x', '']);
  const wrong = await patch({ chosen: ['no-such-route'], notes: 'n'.repeat(2001) }, '"3"');
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.json.errors.map((one) => one.pointer).sort(), ['/chosen/0', '/notes']);
  assert.equal((await call('/plans/0000000000000000X', { method: 'PATCH', body: {}, headers: { 'if-match': '"1"' } })).status, 404);
});
