// Takes the pictures of docs/guide/ anew: node tools/guide_shots.mjs [GANGWAY] (build/release/gangway).
//
// Starts a server of its own with an empty data folder and a fixed day, walks through the portal as two invented people
// in both languages and writes docs/guide/img/*.png. Says what it wrote; fails when the pictures weigh over 2 MB.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/guide/img');
const budget = 2_000_000;

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const data = mkdtempSync(join(tmpdir(), 'gangway-guide-'));
const port = await freePort();
process.env.GANGWAY_URL = `http://127.0.0.1:${port}`;
const server = spawn(process.argv[2] ?? join(root, 'build/release/gangway'),
  ['serve', '--packs', 'packs', '--web', 'build/web/portal', '--data', data, '--port', String(port), '--clock', '2026-11-24T09:00+08:00'],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const { answered, base, languages, launch, person, settled, words } = await import('../tests/e2e/support.mjs');

async function untilReady() {
  for (let i = 0; i < 100; i += 1) {
    try {
      if ((await fetch(`${base}/api/v1/health`)).ok) return;
    } catch { /* not yet */ }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not answer');
}

let bytes = 0;

async function take(page, name, clip) {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, ...(clip ? { clip } : {}) });
  bytes += statSync(path).size;
}

async function walk(browser, lang) {
  const say = words[lang];
  const fresh = async (who, size = { width: 1100, height: 760 }) => {
    const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', locale: lang === 'zh' ? 'zh-CN' : 'en-GB' });
    const page = await context.newPage();
    if (who) await answered(page, person(who));
    return page;
  };
  const go = async (page, path) => {
    await page.goto(`${base}/${lang}${path}`);
    await settled(page);
  };

  const newcomer = await fresh();
  await go(newcomer, '/');
  await take(newcomer, `home-${lang}`);
  await go(newcomer, '/check');
  await newcomer.locator('form.answer input').nth(1).check();
  await newcomer.getByRole('button', { name: say.interview.next, exact: true }).click();
  await newcomer.locator('main h1').waitFor();
  await settled(newcomer);
  await take(newcomer, `question-${lang}`);

  const officer = await fresh('chip-engineer');
  await go(officer, '/result');
  await officer.waitForSelector('nav.counts');
  await take(officer, `result-${lang}`);
  await go(officer, '/routes/pr-work');
  await officer.locator('.own').waitFor();
  await take(officer, `guide-${lang}`);

  const traveller = await fresh('urgent-traveller');
  await go(traveller, '/plan/new');
  await traveller.getByRole('button', { name: say.plans.save, exact: true }).click();
  await traveller.locator('.code-card').waitFor();
  await settled(traveller);
  await take(traveller, `plan-${lang}`);
  await traveller.setViewportSize({ width: 720, height: 900 });
  await traveller.emulateMedia({ media: 'print' });
  await take(traveller, `print-${lang}`);

  for (const page of [newcomer, officer, traveller]) await page.context().close();
}

try {
  await untilReady();
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  for (const lang of languages) await walk(browser, lang);
  await browser.close();
  console.log(`${folder}: ${(bytes / 1000).toFixed(0)} kB`);
  if (bytes > budget) throw new Error(`over ${budget / 1000} kB`);
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
