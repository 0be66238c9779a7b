// @hbtgmbh/dmn-eval-js: decision tables of DMN 1.1.
import { createRequire } from 'node:module';
import { dmn11 } from '../lib/peers.mjs';
import { serve } from './worker.mjs';

const { decisionTable } = createRequire(import.meta.url)('@hbtgmbh/dmn-eval-js');

let decisions;
let xml;
let rows;

serve({
  prepare(workload) {
    xml = dmn11(workload);
    if (!xml) throw new Error('decision tables only');
    rows = workload.rows;
  },
  async load() {
    decisions = await decisionTable.parseDmnXml(xml);
    decisionTable.evaluateDecision('answer', decisions, rows[0]);
  },
  modes: {
    single: (first) => ({
      decisions: 1,
      answers: [decisionTable.evaluateDecision('answer', decisions, rows[first]).answer],
    }),
  },
});
