// What the desk does around a case: an expert group from its convening to its decision, how much a unit gets through in a
// day, the receipt on paper, one person in two posts; and that it says it is a demonstration. Pictures go to build/desk-cases/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { startDesk, unexpected } from './desk_support.mjs';
import { focusOn, languages, settled } from './support.mjs';

let desk;
let cases;

// An officer of the labour bureau gets the post of a window clerk as well, and no unit has said yet how much it handles.
const arrange = (folder) => execFileSync('python3', ['-c', `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO post SELECT (SELECT max(id) + 1 FROM post), account, (SELECT role FROM post JOIN account ON account.id = post.account WHERE login = 'window1'), place, place_path, '', from_day, until_day FROM post WHERE account = (SELECT id FROM account WHERE login = 'labour2')")
db.execute("DELETE FROM case_capacity")
db.commit()
`, `${folder}/gangway.db`]);

before(async () => {
  desk = await startDesk('desk-cases', { small: true, prepare: arrange });
  const manager = await desk.as('manager', 'supervision');
  ({ cases } = await manager('GET', '/cases'));
});
after(() => desk?.stop());

const inStage = (stage) => cases.filter((one) => one.stage === stage);

languages.forEach((lang, round) => {
  test(`${lang}: an expert group is convened, gives its opinions, and is decided in its room; the minutes say how`, async () => {
    const file = inStage('ready_for_hand_over')[round];
    const manager = await desk.staff('manager', lang);
    const { page } = manager;
    const w = manager.words('work/experts');
    await manager.to(`cases/${file.id}`);
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await focusOn(page, '#experts-text', 'convening');
    await page.keyboard.type('Can the permit be issued first (demonstration)?');
    for (const department of lang === 'zh' ? ['人社', '出入境', '税务'] : ['labour', 'exit-entry', 'tax']) await page.locator('dialog .option', { hasText: department }).locator('input').check();
    await page.locator('dialog button[type=submit]').press('Enter');
    await page.locator('.expert-group').waitFor();
    // Too few opinions: the button says why and does nothing.
    await page.getByRole('button', { name: w.do_decision }).press('Enter');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.match(await page.locator('.expert-do').innerText(), /3/);

    for (const [login, verdict] of [['labour1', 'agree'], ['exit1', 'agree_with_conditions'], ['tax1', 'disagree']]) {
      const officer = await desk.staff(login, lang);
      await officer.page.keyboard.press('g');
      await officer.page.keyboard.press('x');
      await officer.page.waitForURL(/experts$/);
      const group = officer.page.locator('.experts-room', { hasText: file.name });
      await group.getByRole('button', { name: w.do_opinion }).press('Enter');
      await focusOn(officer.page, '#group-verdict', 'the opinion');
      await officer.page.keyboard.press('Control+Enter'); // nothing chosen
      await officer.page.locator('#group-verdict-fault').waitFor();
      await officer.page.locator('#group-verdict').selectOption(verdict);
      await officer.page.locator('#group-text').fill(`${login}, demonstration`);
      await officer.page.keyboard.press('Control+Enter');
      await officer.page.locator('dialog[open]').waitFor({ state: 'detached' });
      await group.getByText(w[`opinion_${verdict}`], { exact: true }).waitFor();
      assert.equal(await group.getByRole('button', { name: w.do_opinion }).count(), 0);
      assert.equal(await group.getByRole('button', { name: w.do_decision }).count(), 0, 'only who convened decides');
      assert.deepEqual(officer.errors.filter(unexpected), []);
      await officer.close();
    }

    await manager.to('experts');
    const group = page.locator('.experts-room', { hasText: file.name });
    await desk.clean(page, `experts-${lang}`);
    await group.getByRole('button', { name: w.do_decision }).press('Enter');
    await focusOn(page, '#group-verdict', 'the decision');
    // Meanwhile somebody notes something about the case: nothing typed is lost.
    await page.locator('#group-verdict').selectOption('agree_with_conditions');
    await page.locator('#group-text').fill('The permit first; tax is told on the day (demonstration).');
    const clerk = await desk.as('window1');
    const now = await clerk('GET', `/cases/${file.id}`);
    await clerk('POST', `/cases/${file.id}/note`, { text: 'noted meanwhile' }, now.version);
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog .box.late').waitFor();
    await page.waitForTimeout(300);
    await page.locator('#group-text').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await group.waitFor({ state: 'detached' });

    await manager.to(`cases/${file.id}`);
    assert.match(await page.locator('.expert-group .answer-text').innerText(), /The permit first/);
    await page.locator('.expert-group summary').press('Enter');
    const minutes = await page.locator('.expert-group details ol > li').allInnerTexts();
    assert.deepEqual(minutes.map((line) => Object.keys(w).find((key) => key.startsWith('minute_') && line.includes(w[key]) && (key !== 'minute_opinion' || !line.includes(w.minute_dissent)))),
      ['minute_convened', 'minute_opinion', 'minute_opinion', 'minute_dissent', 'minute_decided']);
    await desk.clean(page, `experts-decided-${lang}`);
    assert.deepEqual(manager.errors.filter(unexpected), []);
    await manager.close();
  });

  test(`${lang}: without a figure no claim can be decided; the manager sets it and sees it beside the claim`, async () => {
    const file = inStage('in_progress').filter((one) => one.unit.department === '')[round];
    const clerk = await desk.as('window1');
    const whole = await clerk('GET', `/cases/${file.id}`);
    await clerk('POST', `/cases/${file.id}/urgency`, { words: 'A relative is gravely ill (demonstration).', proof: whole.papers[0].id, latest_safe: '2022-06-02' }, whole.version);
    const manager = await desk.staff('manager', lang);
    const { page } = manager;
    const w = manager.words('features/cases');
    await manager.to('green');
    const figures = page.locator('[aria-labelledby=capacity] li');
    await figures.first().waitFor();
    if (round === 0) assert.match(await figures.first().innerText(), new RegExp(w.per_day_missing));
    await page.getByRole('button', { name: w.capacity_change }).first().press('Enter');
    await focusOn(page, '#capacity-number', 'the figure');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0');
    await page.keyboard.press('Control+Enter');
    await page.locator('#capacity-number-fault').waitFor();
    await desk.clean(page, `capacity-fault-${lang}`);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(String(7 + round));
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await figures.getByText(w.per_day.replace('{n}', String(7 + round))).waitFor();
    await desk.clean(page, `green-${lang}`);
    const gap = await page.evaluate(() => document.querySelector('table.work').getBoundingClientRect().top - document.querySelector('.page-head').getBoundingClientRect().bottom);
    assert.ok(gap >= 12, `${gap} px between head and table`);
    await manager.close();
    const plain = await desk.staff('window1', lang);
    await plain.to('green');
    await plain.page.locator('table.work').waitFor();
    assert.equal(await plain.page.locator('[aria-labelledby=capacity]').count(), 0);
    await plain.close();
  });

  test(`${lang}: the receipt is one page of black on white, in both languages or in one, without the desk around it`, async () => {
    const file = inStage('in_progress')[0];
    const manager = await desk.staff('manager', lang, { theme: 'dark' });
    const { page } = manager;
    const w = manager.words('features/case/receipt');
    await manager.to(`cases/${file.id}`);
    await page.keyboard.press('r');
    await page.waitForURL(/receipt$/);
    await settled(page);
    await page.evaluate(() => { globalThis.printed = 0; globalThis.print = () => { globalThis.printed += 1; }; });
    await page.keyboard.press('p');
    assert.equal(await page.evaluate(() => globalThis.printed), 1);
    await desk.clean(page, `receipt-${lang}-dark`);
    assert.deepEqual(await page.locator('.receipt').evaluateAll((sides) => sides.map((one) => one.lang)), ['zh', 'en']);
    const { receipt } = await (await desk.as('manager', 'supervision'))('GET', `/cases/${file.id}`);
    const sides = await page.locator('.receipt').allInnerTexts();
    for (const [i, one] of languages.entries()) {
      for (const text of [receipt.number, receipt.due_text[one], receipt.papers[0][one], receipt.papers.at(-1)[one], receipt.place.name[one], '12367']) assert.ok(sides[i].includes(text), `${one}: ${text}`);
    }
    await page.emulateMedia({ media: 'print' });
    for (const around of ['.rail', '.top', '.keybar', '.demonstration', '.pills', 'main h1']) assert.equal(await page.locator(around).first().isVisible(), false, around);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.receipt h2')).color), 'rgb(0, 0, 0)');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(255, 255, 255)');
    const pages = async () => (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    assert.equal(await pages(), 1);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: w[`in_${lang}`] }).press('Enter');
    await page.waitForURL(new RegExp(`in=${lang}`));
    assert.deepEqual(await page.locator('.receipt').evaluateAll((some) => some.map((one) => one.lang)), [lang]);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await pages(), 1);
    await manager.close();
  });

  test(`${lang}: it says that it is a demonstration on every page, no day breaks across lines, and many papers are one line`, async () => {
    const manager = await desk.staff('manager', lang);
    const { page } = manager;
    for (const path of ['work', 'cases', 'green', 'experts', 'hall', 'people', 'overview', 'account']) {
      await manager.to(path);
      await page.locator('.demonstration', { hasText: manager.words('app').demonstration }).waitFor();
    }
    await manager.to('cases');
    for (const width of [1440, 1280, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      const tall = await page.locator('table.work td:nth-child(5)').evaluateAll((cells) => cells.filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1;
      }).map((one) => one.innerText));
      assert.deepEqual(tall, [], `${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await desk.clean(page, `cases-${lang}`);
    await manager.to(`cases/${inStage('in_progress')[0].id}`);
    const lines = page.locator('[aria-labelledby=history] .story-line:visible');
    const before = await lines.count();
    assert.ok(before <= 14, `${before} lines`);
    await page.locator('[aria-labelledby=history] summary').last().press('Enter');
    assert.ok(await lines.count() > before + 2);
    await manager.close();
  });

  test(`${lang}: a person with two posts changes from one to the other, in the rail and in the palette`, async () => {
    const who = await desk.staff('labour2', lang);
    const { page } = who;
    const app = who.words('app');
    const roles = who.words('work');
    const other = page.locator('.me button', { hasText: app.act_as.split('{')[0].trim() });
    await other.waitFor();
    assert.equal(await other.count(), 1);
    const first = await page.locator('.me').innerText();
    await desk.clean(page, `two-posts-${lang}`);
    await who.to('cases');
    await other.press('Enter');
    await page.waitForURL(/\/work$/);
    await page.locator('.toast', { hasText: app.post_switched }).waitFor();
    assert.notEqual(await page.locator('.me').innerText(), first);
    const role = (await (await page.request.get(`${desk.url}/api/v1/session`)).json()).post.role;
    assert.ok((await page.locator('.me').innerText()).includes(roles[`role_${role}`]));
    await page.reload();
    await settled(page);
    assert.ok((await page.locator('.me').innerText()).includes(roles[`role_${role}`]), 'the post outlives a reload');
    await page.keyboard.press('Control+k');
    await page.locator('.palette input').waitFor();
    await page.keyboard.type(app.act_as.split('{')[0].trim());
    await page.locator('.hit').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: app.post_switched }).waitFor();
    assert.equal(await page.locator('.me').innerText(), first);
    assert.deepEqual(who.errors.filter(unexpected), []);
    await who.close();
    const single = await desk.staff('labour1', lang);
    assert.equal(await single.page.locator('.me button').count(), 1, 'who has one post only signs out');
    await single.close();
  });
});
