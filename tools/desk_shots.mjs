// Takes the pictures of docs/guide/desk.*.md anew: node tools/desk_shots.mjs [GANGWAY] (build/release/gangway).
//
// Fills a folder with demonstration data at a fixed moment, signs in as the staff of one day in both languages and writes
// docs/guide/img/desk-*.png. Says what it wrote; fails when these pictures weigh over 2.5 MB.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, languages, launch, settled } from '../tests/e2e/support.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const gangway = process.argv[2] ?? join(root, 'build/release/gangway');
const folder = join(root, 'docs/guide/img');
const budget = 2_500_000;
const clock = '2022-05-31T10:00+08:00';

// Who sees what, in the order of the day. A path that ends in "first" is that list's first row, opened.
const day = [
  ['hotline1', 'hotline', 'hotline'], ['hotline1', 'requests/first', 'request'],
  ['window1', 'hall', 'hall'], ['window1', 'cases/first', 'case'],
  ['exit1', 'work', 'work'],
  ['manager', 'green', 'green'], ['manager', 'overview', 'overview'],
];

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => resolve(free));
  });
});
const data = mkdtempSync(join(tmpdir(), 'gangway-desk-'));
const password = execFileSync(gangway, ['demo', '--data', data, '--clock', clock], { cwd: root, encoding: 'utf8' }).split('\n')[0].split('\t')[1];
const server = spawn(gangway, ['serve', '--data', data, '--port', String(port), '--clock', clock, '--rate', '100000'], { cwd: root, stdio: 'ignore' });
const desk = `http://127.0.0.1:${port}/desk`;

async function signIn(browser, login, lang) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${desk}/${lang}/`);
  await page.locator('#login').fill(login);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  await settled(page);
  return page;
}

async function show(page, lang, path) {
  const list = path.endsWith('/first') ? path.slice(0, -'/first'.length) : null;
  await page.goto(`${desk}/${lang}/${list ?? path}`);
  await settled(page);
  if (list) {
    await page.locator(`main a[href*="/${list}/"]`).first().click();
    await settled(page);
  }
  await page.waitForTimeout(400);
}

let bytes = 0;
let browser;
try {
  for (let i = 0; i < 100 && !await fetch(`http://127.0.0.1:${port}/api/v1/health`).then((r) => r.ok, () => false); ++i) await new Promise((resolve) => setTimeout(resolve, 100));
  browser = await launch();
  for (const lang of languages) {
    for (const login of new Set(day.map(([who]) => who))) {
      const page = await signIn(browser, login, lang);
      for (const [who, path, name] of day) {
        if (who !== login) continue;
        await show(page, lang, path);
        const file = join(folder, `desk-${name}-${lang}.png`);
        await page.screenshot({ path: file });
        bytes += statSync(file).size;
        console.log(file);
      }
      await page.context().close();
    }
  }
} finally {
  await browser?.close();
  await ended([server]);
  rmSync(data, { recursive: true, force: true });
}
console.log(`${Math.round(bytes / 1000)} kB`);
if (bytes > budget) throw new Error(`the pictures weigh ${bytes} bytes, over ${budget}`);
