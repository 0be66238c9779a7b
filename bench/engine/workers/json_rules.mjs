// json-rules-engine: rules by priority, stopped at the first one that holds.
import { Engine } from 'json-rules-engine';
import { rules } from '../lib/peers.mjs';
import { serve } from './worker.mjs';

let engine;
let written;
let rows;

serve({
  prepare(workload) {
    written = rules(workload);
    if (!written) throw new Error('conditions only, no expressions');
    rows = workload.rows;
  },
  load() {
    engine = new Engine();
    for (const rule of written) engine.addRule({ ...rule, onSuccess: () => engine.stop() });
  },
  modes: {
    async single(first) {
      const { events } = await engine.run(rows[first]);
      return { decisions: 1, answers: [events[0].params.rule] };
    },
  },
});
