// What the tests of the running server share. GANGWAY_URL is the server; script/test sets it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = (process.env.GANGWAY_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
export const languages = ['zh', 'en'];

export const words = Object.fromEntries(languages.map((lang) => {
  const read = (path) => JSON.parse(readFileSync(new URL(`../../web/portal/${path}/messages.${lang}.json`, import.meta.url), 'utf8'));
  return [lang, { home: read('features/home'), interview: read('features/policy/interview'), plans: read('features/plans'), result: read('features/policy/result'), ui: read('../shared/ui') }];
}));

// Kills the processes and waits for their ends: a folder they still write to cannot be removed.
export const ended = (children) => Promise.all(children.map((child) => new Promise((gone) => {
  if (child.exitCode !== null || child.signalCode !== null) return gone();
  child.once('exit', gone);
  child.kill('SIGKILL');
})));

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A page in a context of its own, and everything that went wrong in it.
export async function open(browser, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.setDefaultTimeout(15_000);
  return { page, errors, close: () => context.close() };
}

// Loaded: a heading, and nothing that still says it is loading.
export async function settled(page) {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main .skeleton'));
}

// The focus moves a moment after what moved it.
export async function focusOn(page, selector, why) {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector)
    .catch(async () => { throw new Error(`${why}: the focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))}`); });
}

export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await globalThis.axe.run(document)).violations);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`);
}

export const person = (name) => {
  const { region, as_of, facts } = JSON.parse(readFileSync(new URL(`../people/${name}.json`, import.meta.url), 'utf8'));
  return { region, as_of, facts };
};

// The answers and the place of an invented person, as if they had been given in this tab.
export async function answered(page, { region, as_of: asOf, facts }) {
  const { json } = await call(`/facts?region=${region}`);
  const text = JSON.parse(JSON.stringify(facts), (_, value) => (typeof value === 'number' ? String(value) : value));
  const asked = json.facts.filter((fact) => fact.id in facts)
    .map((fact) => ({ fact, years: fact.type === 'years' ? Object.keys(facts[fact.id]).map(Number) : [], route_ids: [], routes: [] }));
  await page.addInitScript(([answers, where]) => {
    if (sessionStorage.getItem('gangway.answers')) return;
    sessionStorage.setItem('gangway.answers', answers);
    sessionStorage.setItem('gangway.where', where);
  }, [JSON.stringify({ facts: text, skipped: [], asked, doubtful: [], chosen: [], plan: null }), JSON.stringify({ region, asOf })]);
}

// Opens whatever opens in place.
export async function openAll(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('main details')) one.open = true;
    for (const one of document.querySelectorAll('main button[aria-expanded=false]')) one.click();
  });
  await page.waitForTimeout(50);
}

export async function call(path, { lang = 'en', body, headers = {}, ...rest } = {}) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method: rest.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { 'accept-language': lang, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    signal: rest.signal,
  });
  const text = await response.text();
  let json = null;
  try { json = JSON.parse(text); } catch { /* the caller sees null */ }
  return { status: response.status, headers: response.headers, type: response.headers.get('content-type') ?? '', json, text };
}
