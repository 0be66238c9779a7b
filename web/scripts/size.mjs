// What the first page loads: the scripts and styles that index.html names, and what those scripts import at once.
// Fails when the scripts are over the budget.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const application = process.argv[2] ?? 'portal';
const budget = application === 'desk' ? 200_000 : 45_000; // bytes of JavaScript, gzip
const built = fileURLToPath(new URL(`../../build/web/${application}`, import.meta.url));
const html = readFileSync(join(built, 'index.html'), 'utf8');
const wanted = [...html.matchAll(/(?:src|href)="\/(?:desk\/)?(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const seen = new Set();
while (wanted.length > 0) {
  const name = wanted.pop();
  if (seen.has(name)) continue;
  seen.add(name);
  if (!name.endsWith('.js')) continue;
  const text = readFileSync(join(built, name), 'utf8');
  for (const match of text.matchAll(/(?:from|^import|;import)\s*"(\.\/[^"]+\.js)"/g)) wanted.push(join(dirname(name), match[1]));
}
const sizeOf = (ending) => [...seen].filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length, 0);
const scripts = sizeOf('.js');
console.log(`${application}, first page: JavaScript ${(scripts / 1000).toFixed(1)} kB gzip of ${budget / 1000}, CSS ${(sizeOf('.css') / 1000).toFixed(1)} kB gzip`);
if (scripts > budget) {
  console.error('over the budget');
  process.exit(1);
}
