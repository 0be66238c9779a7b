// run.mjs BUILD [--json FILE] [--docs FOLDER] [--rounds N] [--seconds S] [--only TEXT]
//
// Measures the engine beside its peers, on the workloads that generate.mjs wrote to BUILD/engine: every peer's answers
// are compared with the reference's before anything is timed; then all peers are timed in turn, A B C A B C …, and
// the medians are taken. Ends with 1 when an answer is wrong or a target of the engine is missed.
//
//   --json   {"metric": {"value", "unit", "ratio_to": {peer: n}}}: n times what gangway takes
//   --docs   writes engine-figures.md and engine-figures.svg there
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { memory, startPeer } from './lib/process.mjs';
import { metrics, page, summary, targets } from './lib/report.mjs';
import { plot } from './lib/plot.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    docs: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.3' },
    only: { type: 'string', default: '' },
  },
});
const build = positionals[0];
const seconds = Number(options.seconds);

const versionOf = (name) =>
  JSON.parse(readFileSync(`${here}node_modules/${name}/package.json`, 'utf8')).version;
const node = (file, ...rest) => ['node', `workers/${file}`, ...rest];

const peers = [
  {
    id: 'gangway',
    name: 'gangway',
    modes: ['single', 'json', 'batch'],
    command: [`${build}/bench/engine/engine_worker`],
  },
  { id: 'limit', name: 'hand-written C++', modes: ['batch'], command: null },
  {
    id: 'zen-2',
    name: 'GoRules zen',
    package: 'zen-engine-native',
    modes: ['single', 'batch'],
    command: node('zen.mjs', 'zen-engine-native'),
  },
  {
    id: 'zen-0.54',
    name: 'GoRules zen',
    package: '@gorules/zen-engine',
    modes: ['single', 'batch'],
    command: node('zen.mjs', '@gorules/zen-engine'),
  },
  {
    id: 'kie',
    name: 'KIE',
    package: '@kie-tools/jitexecutor-native',
    modes: ['single', 'batch'],
    command: node('kie.mjs'),
  },
  {
    id: 'json-rules-engine',
    name: 'json-rules-engine',
    package: 'json-rules-engine',
    modes: ['single'],
    command: node('json_rules.mjs'),
  },
  {
    id: 'dmn-eval-js',
    name: 'dmn-eval-js',
    package: '@hbtgmbh/dmn-eval-js',
    modes: ['single'],
    command: node('dmn_eval.mjs'),
  },
  { id: 'feelin', name: 'feelin', package: 'feelin', modes: ['single'], command: node('feelin.mjs') },
];
for (const peer of peers)
  peer.version = peer.package ? versionOf(peer.package).replace('-Final', '') : undefined;

// Doubles and decimals differ in the last digits; anything else is exact.
const agree = (answer, expected) =>
  typeof expected === 'number'
    ? Math.abs(Number(answer) - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
    : answer === expected;

// { cannot } or { verified }: how many answers were compared. Throws when one is wrong.
async function verify(running, mode, workload) {
  const { answers, cannot } = await running.call({ op: 'answers', mode, limit_ms: 3000 });
  if (cannot) return { cannot };
  const wrong = answers.findIndex((answer, i) => !agree(answer, workload.expected[i]));
  if (wrong >= 0) {
    const told = `${JSON.stringify(answers[wrong])} instead of ${JSON.stringify(workload.expected[wrong])}`;
    throw new Error(`${workload.name}, ${running.peer.id} ${mode}: row ${wrong} gives ${told}`);
  }
  return { verified: answers.length };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function startAll(folder) {
  const running = [];
  for (const peer of peers) {
    const process = startPeer(peer.command ?? [`${folder}/limit`], here);
    running.push({ ...process, peer, ...(await process.call({ op: 'load', folder })) });
  }
  return running;
}

// One workload: [{ peer, mode, cpu_ns, wall_ns, own_ns, p50_ns, p99_ns, load_ms, memory_mb, verified } or { cannot }]
async function measure(folder) {
  const workload = JSON.parse(readFileSync(`${folder}/workload.json`, 'utf8'));
  const running = await startAll(folder);
  const results = [];
  for (const each of running) {
    for (const mode of each.peer.modes) {
      const result = { workload: workload.name, peer: each.peer, mode, running: each };
      Object.assign(result, each.cannot ? { cannot: each.cannot } : await verify(each, mode, workload));
      results.push(result);
    }
  }
  const able = results.filter(({ cannot }) => !cannot);
  for (const result of able) result.rounds = [];
  // A round is `seconds` long, or one call: where that takes seconds, one round has to do.
  const isSlow = ({ rounds }) => rounds.length > 0 && rounds[0].wall_ns > 4e9;
  for (let round = 0; round < Number(options.rounds); ++round) {
    for (const result of able.filter((each) => !isSlow(each))) {
      result.rounds.push(await result.running.call({ op: 'measure', mode: result.mode, seconds }));
    }
  }
  for (const result of able) {
    const per = (field) => median(result.rounds.map((each) => each[field] / each.decisions));
    Object.assign(result, { cpu_ns: per('cpu_ns'), wall_ns: per('wall_ns') });
    if (result.rounds[0].own_ns !== undefined)
      result.own_ns = median(result.rounds.map((each) => each.own_ns));
    if (result.mode !== 'batch' && !isSlow(result)) {
      Object.assign(result, await result.running.call({ op: 'latency', mode: result.mode, seconds }));
    }
  }
  for (const result of able) {
    result.load_ms = result.running.load_ms;
    result.memory_mb = memory(result.running.pid).most;
  }
  for (const each of running) each.stop();
  return results.map(({ running: _, rounds: _rounds, ...result }) => result);
}

const names = [
  'table 20 x 5',
  'table 200 x 8',
  'table 2000 x 8',
  'chain of 30',
  'arithmetic',
  'logic',
  'text',
  'dates',
  'lists',
];
const results = [];
for (const name of names.filter((each) => each.includes(options.only))) {
  const measured = await measure(`${build}/engine/${name.replaceAll(' ', '_')}`);
  results.push(...measured);
  console.log(summary(name, measured));
}
const reached = targets(results);
for (const { text, met } of reached) console.log(`${met ? 'met   ' : 'MISSED'} ${text}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(metrics(results), null, 2)}\n`);
if (options.docs) {
  const machine = {
    model: cpus()[0].model,
    cores: cpus().length,
    day: new Date().toISOString().slice(0, 10),
    node: process.version,
  };
  writeFileSync(`${options.docs}/engine-figures.md`, page(results, peers, reached, machine));
  writeFileSync(`${options.docs}/engine-figures.svg`, plot(results));
}
process.exit(reached.every(({ met }) => met) ? 0 : 1);
