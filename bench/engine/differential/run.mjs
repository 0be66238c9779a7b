// run.mjs WORKER [N] [--from K] [--oracle] [--state FILE]
//
// N generated models (1,000): every decision of every row, evaluated one by one, with one evaluation used again, and by
// columns (the worker compares these three, with unknown inputs as well), against the reference of this folder; with
// --oracle the first row of every model also against KIE. Differences from KIE that docs/engine-differences.md explains
// (known.mjs) are counted; the page's examples are evaluated, too. Any other difference is told and makes the end 1.
//
//   --from K      begins with model K
//   --state FILE  begins where the last run with this file stopped, and notes there how far it came
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseExactly, start } from '../lib/kie.mjs';
import { startPeer } from '../lib/process.mjs';
import { explained, rows, same, shown } from './known.mjs';
import { answers, model, oneDecision } from './models.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: '0' }, oracle: { type: 'boolean' }, state: { type: 'string' } },
});
const [program, count = '1000'] = positionals;
const state =
  options.state && existsSync(options.state) ? JSON.parse(readFileSync(options.state, 'utf8')) : {};
const first = state.next ?? Number(options.from);
const end = first + Number(count);

const worker = startPeer([program]);
const kie = options.oracle ? await start() : undefined;
const compared = { models: 0, reference: 0, oracle: 0 };
const known = {};
let faults = 0;

function report(k, what, told) {
  faults += 1;
  if (faults <= 20) console.log(`model ${k}, ${what}:\n   ${told.join('\n   ')}`);
}

const sorted = (value) =>
  JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort())
      : each,
  );

// The first decision that differs: those after it may only pass its value on.
function againstReference(k, made, got) {
  for (const [n, row] of made.rows.entries()) {
    const expected = answers(made, row);
    for (const { name, text } of made.decisions) {
      compared.reference += 1;
      if (sorted(got.rows[n][name]) === sorted(expected[name])) continue;
      return report(k, `${name} against the reference`, [
        text,
        sorted(row),
        `gangway ${sorted(got.rows[n])}`,
        `instead ${sorted(expected)}`,
      ]);
    }
  }
  return undefined;
}

async function againstOracle(k, made, got) {
  const { decisionResults, messages } = parseExactly(await kie.explain(made.xml, made.rows[0]));
  const theirs = new Map(decisionResults.map((each) => [each.decisionName, each]));
  const told = messages.map(({ message }) => message).join(' | ');
  for (const decision of made.decisions) {
    const { result = null, evaluationStatus: status } = theirs.get(decision.name);
    // It does not evaluate what requires a decision that failed: there is nothing to compare.
    if (status === 'SKIPPED') continue;
    compared.oracle += 1;
    const ours = got.rows[0][decision.name];
    if (same(ours, result)) continue;
    const why = explained({ made, decision, theirs: result, status });
    if (why && pageSays.has(why)) known[why] = (known[why] ?? 0) + 1;
    else
      report(k, `${decision.name} against KIE`, [
        decision.text,
        sorted(made.rows[0]),
        `gangway ${sorted(got.rows[0])}`,
        `KIE ${sorted(result)}, ${status} ${told}`,
      ]);
    // What depends on it differs as well.
    return;
  }
}

// What docs/engine-differences.md says of both engines, asked of both.
async function checkPage() {
  for (const { what, example, gangway, kie: theirs } of rows()) {
    pageSays.add(what);
    if (!example) continue;
    const made = oneDecision(example);
    const got = await worker.call({ model: made, rows: [{}] });
    const { decisionResults } = parseExactly(await kie.explain(made, {}));
    const [a, b] = [shown(got.rows[0].d), shown(decisionResults[0].result ?? null)];
    if (a !== gangway || b !== theirs) report('of the page', what, [example, `gangway ${a}`, `KIE ${b}`]);
  }
}
const pageSays = new Set();
if (kie) await checkPage();

for (let k = first; k < end; ++k) {
  const made = model(k);
  const got = await worker.call({ model: made.xml, rows: made.rows });
  compared.models += 1;
  if (got.cannot || got.refused) {
    report(k, 'does not load', [sorted(got), ...made.decisions.map(({ text }) => text)]);
    if (got.cannot) break;
    continue;
  }
  if (got.batch)
    report(k, 'one by one and by columns', [
      got.batch,
      ...made.decisions.map(({ name, text }) => `${name}: ${text}`),
    ]);
  againstReference(k, made, got);
  if (kie) await againstOracle(k, made, got);
  if (options.state && k % 100 === 99) writeFileSync(options.state, JSON.stringify({ next: k + 1 }));
}
worker.stop();
kie?.stop();
if (options.state) writeFileSync(options.state, JSON.stringify({ next: first + compared.models }));
for (const [why, n] of Object.entries(known)) console.log(`known: ${why}: ${n}`);
console.log(
  `models ${first} to ${first + compared.models - 1}: ${compared.reference} answers against the reference, ${compared.oracle} against KIE`,
);
console.log(`${compared.models} models, ${faults} unexplained differences`);
process.exit(faults === 0 && compared.models > 0 ? 0 : 1);
