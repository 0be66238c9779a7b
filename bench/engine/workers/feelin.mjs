// feelin: FEEL text, evaluated; it offers no compiled form. Dates are made before the clock runs.
import { date, evaluate } from 'feelin';
import { feel, inputsOf } from '../lib/peers.mjs';
import { serve } from './worker.mjs';

let text;
let rows;

serve({
  prepare(workload) {
    text = feel(workload);
    const dates = inputsOf(workload).filter(({ type }) => type === 'date');
    rows = workload.rows.map((row) => ({
      ...row,
      ...Object.fromEntries(dates.map(({ name }) => [name, date(row[name])])),
    }));
  },
  load() {
    const { value, warnings } = evaluate(text, rows[0]);
    if (value === null) throw new Error(warnings[0]?.message ?? 'gives null');
  },
  modes: {
    single: (first) => ({ decisions: 1, answers: [evaluate(text, rows[first]).value] }),
  },
});
