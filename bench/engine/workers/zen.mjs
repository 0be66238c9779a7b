// GoRules zen through its Node module. argv[2]: the package. A decision is awaited before the next one begins
// ("single"); "batch" is the fastest of what the package offers for many rows: a table in loop mode over one call,
// a list of requests (2.x), or many promises at once.
import { createRequire } from 'node:module';
import { jdm, answerOf } from '../lib/peers.mjs';
import { serve } from './worker.mjs';

const { ZenEngine } = createRequire(import.meta.url)(process.argv[2]);
const BLOCK = 256;
const UNITS = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };

// "124.9µs"
function nanoseconds(text) {
  const [, figure, unit] = /^([\d.]+)(.+)$/.exec(text);
  return Number(figure) * UNITS[unit];
}

let rows;
let key;
let decision;
let loop;
let engine;
let content;
let loopContent;

const blockFrom = (first) => rows.slice(first, first + BLOCK);

const ways = {
  async loop(first) {
    const block = blockFrom(first);
    loop ??= engine.createDecision(loopContent);
    const { result, performance } = await loop.evaluate({ rows: block });
    return {
      decisions: block.length,
      answers: result.answers.map((each) => each[key]),
      own_ns: nanoseconds(performance),
    };
  },
  async requests(first) {
    const block = blockFrom(first);
    const done = await engine.evaluateBatch(block.map((context) => ({ key: 'workload', context })));
    return { decisions: block.length, answers: done.map(({ data }) => data.result[key]) };
  },
  async promises(first) {
    const block = blockFrom(first);
    const done = await Promise.all(block.map((row) => decision.evaluate(row)));
    return { decisions: block.length, answers: done.map(({ result }) => result[key]) };
  },
};
let fastest;

// What a way costs in CPU time; those that fail, or answer otherwise, are out.
async function cost(way) {
  const expected = (await ways.promises(0)).answers;
  const answers = (await ways[way](0)).answers;
  if (JSON.stringify(answers) !== JSON.stringify(expected)) return Infinity;
  const from = process.cpuUsage();
  for (let i = 0; i < 3; ++i) await ways[way](0);
  const { user, system } = process.cpuUsage(from);
  return user + system;
}

serve({
  prepare(workload) {
    rows = workload.rows;
    key = answerOf(workload);
    content = Buffer.from(JSON.stringify(jdm(workload)));
    loopContent = Buffer.from(JSON.stringify(jdm(workload, { loop: true })));
    engine = new ZenEngine({ loader: async () => content });
    fastest = undefined;
    loop = undefined;
  },
  // It compiles when it first evaluates.
  async load() {
    decision = engine.createDecision(content);
    await decision.evaluate(rows[0]);
  },
  modes: {
    async single(first) {
      const { result, performance } = await decision.evaluate(rows[first]);
      return { decisions: 1, answers: [result[key]], own_ns: nanoseconds(performance) };
    },
    async batch(first) {
      if (!fastest) {
        const costs = [];
        for (const way of Object.keys(ways)) costs.push([await cost(way).catch(() => Infinity), way]);
        fastest = ways[costs.sort(([a], [b]) => a - b)[0][1]];
      }
      return fastest(first);
    },
  },
});
