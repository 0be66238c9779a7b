// KIE's JIT executor: a request for each decision ("single": it compiles the model every time), and a request for
// many rows ("batch"), in which that cost is spread.
import { readFileSync } from 'node:fs';
import { start } from '../lib/kie.mjs';
import { answerOf } from '../lib/peers.mjs';
import { serve } from './worker.mjs';

const BLOCK = 1024;
const kie = await start();
let rows;
let key;
let model;
let loop;

serve({
  cpu: kie.cpu,
  pid: kie.pid,
  prepare(workload, folder) {
    rows = workload.rows;
    key = answerOf(workload);
    model = readFileSync(`${folder}/model.dmn`, 'utf8');
    loop = readFileSync(`${folder}/loop.dmn`, 'utf8');
  },
  // It keeps nothing between requests: the first one is its load.
  async load() {
    await kie.evaluate(model, rows[0]);
  },
  modes: {
    async single(first) {
      return { decisions: 1, answers: [JSON.parse(await kie.evaluate(model, rows[first]))[key]] };
    },
    async batch(first) {
      const block = rows.slice(first, first + BLOCK);
      const { answers } = JSON.parse(await kie.evaluate(loop, { rows: block }));
      return { decisions: block.length, answers };
    },
  },
});
