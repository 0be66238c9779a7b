// Every dialog of the desk, in both languages, by keyboard alone: the focus goes in and stays in, axe finds nothing, Escape
// closes, and the focus is back where it was. Pictures go to build/desk-dialogs/.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startDesk, unexpected } from './desk_support.mjs';
import { focusOn, languages } from './support.mjs';

let desk;
let made;

// What the dialogs are about: requests, cases, a person and plans, each in the state that its dialog needs.
async function prepare() {
  const [hotline, exit, labour, tax, clerk, manager] = await Promise.all([...['hotline1', 'exit1', 'labour1', 'tax1', 'window1'].map((login) => desk.as(login)), desk.as('manager', 'supervision')]);
  const place = (await hotline('GET', '/session')).post.place;
  const units = ['labour', 'exit-entry', 'tax'].map((department) => ({ place, department }));

  const ask = () => hotline('POST', '/requests', { channel: 'hotline12367', kind: 'question', language: 'en', question: 'May I change my employer (demonstration)?' });
  const act = (who, one, verb, body = {}) => who('POST', `/requests/${one.id}/${verb}`, body, one.version);
  const asked = await ask();
  const offered = await act(hotline, await ask(), 'offer', { to: units[1] });
  const answered = await act(hotline, await ask(), 'answer', { text: 'Yes.' });
  const confirmed = await act(hotline, await act(hotline, await ask(), 'answer', { text: 'Yes.' }), 'call', { result: 'content' });
  const closed = await act(hotline, await act(hotline, await act(hotline, await ask(), 'answer', { text: 'Yes.' }), 'call', { result: 'content' }), 'close');

  const { cases } = await manager('GET', '/cases');
  const inStage = (stage) => cases.filter((one) => one.stage === stage);
  const [submitted] = inStage('submitted');
  const [ready, other] = inStage('ready_for_hand_over');
  assert.ok(submitted && ready && other, 'the demonstration has cases to work on');
  const read = (id) => manager('GET', `/cases/${id}`);
  const step = async (who, id, verb, body) => who('POST', `/cases/${id}/${verb}`, body, (await read(id)).version);
  await step(clerk, ready.id, 'urgency', { words: 'A relative is gravely ill (demonstration).', proof: (await read(ready.id)).papers[0].id, latest_safe: '2022-06-02' });
  await manager('PUT', '/green-channel/capacity', { ...(await read(ready.id)).unit, name: undefined, per_day: 4 }, undefined, 'administration');
  await step(manager, ready.id, 'experts', { text: 'Can the permit be issued first (demonstration)?', units });
  await step(manager, other.id, 'experts', { text: 'Does the exception apply (demonstration)?', units });
  for (const who of [labour, exit, tax]) await step(who, other.id, 'opinion', { group: 1, verdict: who === tax ? 'disagree' : 'agree', text: 'Seen (demonstration).' });
  const refused = await clerk('POST', '/cases', { route: submitted.route, region: 'cn-310115-lingang', language: 'en', name: 'Invented Traveller', contact: '', facts: {} });
  await step(clerk, refused.id, 'refuse', { text: 'Not in order (demonstration).' });
  const draft = await clerk('POST', '/cases', { route: submitted.route, region: 'cn-310115-lingang', language: 'en', name: 'Invented Neighbour', contact: '', facts: {} });

  const [person] = (await exit('GET', '/people')).people;
  const facts = (await exit('GET', `/facts?region=cn-310115-lingang`)).facts;
  const yesNo = facts.find((one) => one.type === 'boolean');
  const whole = await exit('GET', `/people/${person.id}`);
  await exit('POST', `/people/${person.id}/facts`, { facts: [{ fact: yesNo.id, kind: 'self_stated', value: true }, { fact: yesNo.id, kind: 'paper', paper: 'contract (demonstration)', value: false }] }, whole.version);
  const propose = async () => {
    const plan = await exit('POST', `/people/${person.id}/plans`, {});
    const options = plan.options.filter((one) => one.status !== 'ineligible').map((one) => ({ route: one.route, choice: one.advice_only ? 'chosen' : 'set_aside', reason: 'demonstration', judgements: [] }));
    const edited = await exit('PATCH', `/person-plans/${plan.id}`, { options, solution: 'First this one (demonstration).' }, plan.version);
    return exit('POST', `/person-plans/${plan.id}/propose`, undefined, edited.version);
  };
  const proposed = await propose();
  const second = await propose();
  const approved = await manager('POST', `/person-plans/${second.id}/approve`, undefined, second.version);
  return { asked, offered, answered, confirmed, closed, submitted, ready, other, refused, draft, person, proposed, approved };
}

// Which dialog, who opens it, where, and how: a key, or a button that Tab comes to. `from` is where the focus is before.
const dialogs = () => [
  { name: 'note', login: 'hotline1', path: `requests/${made.asked.id}`, key: 'n' },
  { name: 'offer', login: 'hotline1', path: `requests/${made.asked.id}`, key: 'r' },
  { name: 'withdraw', login: 'hotline1', path: `requests/${made.offered.id}`, key: 'b' },
  { name: 'call', login: 'hotline1', path: `requests/${made.answered.id}`, key: 'v' },
  { name: 'close', login: 'hotline1', path: `requests/${made.confirmed.id}`, key: 'l' },
  { name: 'reopen', login: 'hotline1', path: `requests/${made.closed.id}`, key: 'o' },
  { name: 'palette', login: 'hotline1', path: 'work', key: 'Control+k' },
  { name: 'keys', login: 'hotline1', path: 'work', key: '?' },
  { name: 'take', login: 'hotline2', path: `requests/${made.asked.id}`, key: 'h' },
  { name: 'accept', login: 'exit1', path: `requests/${made.offered.id}`, key: 'e' },
  { name: 'refuse', login: 'exit1', path: `requests/${made.offered.id}`, key: 'x' },
  { name: 'opinion', login: 'exit1', path: `cases/${made.ready.id}`, button: ['work/experts', 'do_opinion'] },
  { name: 'opinion-in-the-room', login: 'exit1', path: 'experts', button: ['work/experts', 'do_opinion'] },
  { name: 'register', login: 'exit1', path: 'people', key: 'n' },
  { name: 'fact', login: 'exit1', path: `people/${made.person.id}`, key: '1' },
  { name: 'plan-confirm', login: 'exit1', path: `plans/${made.approved.id}`, button: ['features/plan-room', 'confirm'] },
  { name: 'owner', login: 'manager', path: `requests/${made.asked.id}`, key: 'u' },
  { name: 'urgency-decision', login: 'manager', path: `cases/${made.ready.id}`, button: ['features/case', 'do_decide'] },
  { name: 'experts', login: 'manager', path: `cases/${made.submitted.id}`, keys: ['g', 'e'] },
  { name: 'experts-decision', login: 'manager', path: `cases/${made.other.id}`, button: ['work/experts', 'do_decision'] },
  { name: 'experts-decision-in-the-room', login: 'manager', path: 'experts', button: ['work/experts', 'do_decision'] },
  { name: 'capacity', login: 'manager', path: 'green', key: 'm' },
  { name: 'capacity-change', login: 'manager', path: 'green', button: ['features/cases', 'capacity_change'] },
  { name: 'send-back', login: 'manager', path: `plans/${made.proposed.id}`, key: 'b' },
  { name: 'new-case', login: 'window1', path: 'cases', key: 'n' },
  { name: 'identity', login: 'window1', path: `cases/${made.submitted.id}`, key: 'i' },
  { name: 'notice', login: 'window1', path: `cases/${made.submitted.id}`, key: 's' },
  { name: 'paper', login: 'window1', path: `cases/${made.draft.id}`, key: 'p' },
  { name: 'case-refuse', login: 'window1', path: `cases/${made.submitted.id}`, key: 'x' },
  { name: 'tell', login: 'window1', path: `cases/${made.refused.id}`, key: 't' },
  { name: 'case-note', login: 'window1', path: `cases/${made.submitted.id}`, key: 'n' },
  { name: 'urgency', login: 'window1', path: `cases/${made.submitted.id}`, keys: ['g', 'u'] },
  { name: 'walk-in', login: 'window1', path: 'hall', key: 'n' },
];

before(async () => {
  desk = await startDesk('desk-dialogs', { small: true });
  made = await prepare();
});
after(() => desk?.stop());

async function tabTo(page, locator, why) {
  for (let i = 0; i < 200; ++i) {
    if (await locator.evaluateAll((some) => some.includes(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${why}: Tab never comes there`);
}

const inside = (page) => page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null);

for (const lang of languages) {
  test(`${lang}: every dialog opens, holds the focus, passes axe, closes with Escape and gives the focus back`, async () => {
    let checks = 0;
    for (const login of [...new Set(dialogs().map((one) => one.login))]) {
      const who = await desk.staff(login, lang);
      const { page } = who;
      for (const one of dialogs().filter((each) => each.login === login)) {
        const name = `${one.name}-${lang}`;
        await who.to(one.path);
        const address = page.url();
        const named = one.button ? page.getByRole('button', { name: who.words(one.button[0])[one.button[1]], disabled: false }).first() : page.locator('main a, main button').first();
        await named.waitFor();
        await tabTo(page, named, name);
        await page.evaluate(() => { globalThis.before = document.activeElement; });
        if (one.button) await page.keyboard.press('Enter');
        else for (const key of one.keys ?? [one.key]) await page.keyboard.press(key);
        await page.locator('dialog[open]').waitFor().catch(() => { throw new Error(`${name} does not open`); });
        // What the dialog fetches first is there, and the focus is in it.
        await page.waitForFunction(() => !document.querySelector('dialog[open] .skeleton'));
        assert.ok(await inside(page), `${name}: the focus is not in the dialog`);
        await focusOn(page, 'input, textarea, select, .button', `${name}: the first thing to do`);
        await desk.clean(page, name);
        // A native dialog lets Tab go to the browser and come back, never to the page behind.
        for (let i = 0; i < 12; ++i) {
          await page.keyboard.press('Tab');
          assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null), `${name}: Tab leaves it`);
        }
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached', timeout: 3000 }).catch(() => { throw new Error(`${name}: Escape does not close it`); });
        assert.ok(await page.evaluate(() => globalThis.before === document.activeElement), `${name}: the focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))}`);
        assert.equal(page.url(), address, `${name}: Escape did more than close it`);
        checks += 1;
      }
      assert.deepEqual(who.errors.filter(unexpected), [], login);
      await who.close();
    }
    assert.equal(checks, dialogs().length);
    console.log(`${checks} dialogs`);
  });

  test(`${lang}: when a session is over the sign-in takes the focus, and Escape does not get round it`, async () => {
    const who = await desk.staff('window2', lang);
    const { page } = who;
    await page.context().clearCookies();
    await page.locator('dialog[open] #password').waitFor();
    assert.ok(await page.evaluate(() => document.activeElement?.id === 'password'));
    await desk.clean(page, `session-over-${lang}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
    assert.equal(await page.locator('dialog[open] #password').count(), 1);
    await who.close();
  });
}

// A file with a dialog that is not opened above is a dialog that nobody looks at.
test('no dialog is left out', () => {
  const root = new URL('../../web/desk/', import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith('.tsx') && /<Dialog\b|<dialog\b/.test(readFileSync(new URL(file, root), 'utf8')));
  assert.deepEqual(files.sort(), [
    'app/KeysDialog.tsx', 'app/Palette.tsx', 'features/case/CaseDialog.tsx', 'features/cases/Capacity.tsx', 'features/cases/NewCase.tsx', 'features/hall/Hall.tsx',
    'features/people/Person.tsx', 'features/people/Register.tsx', 'features/plan-room/PlanRoom.tsx', 'features/signin/SignIn.tsx', 'ui/Dialog.tsx', 'work/ActionDialog.tsx',
    'work/experts/GroupDialog.tsx',
  ]);
});
