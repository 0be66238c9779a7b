// The frame of a peer that runs in Node: one process for each peer, which reads commands as lines of JSON and
// answers each with one line. gangway's own process (gangway_worker.cpp) and the limit's speak the same.
//
//   { op: 'load', folder }                   -> { load_ms[, pid] } or { cannot: why }; pid: of the process that works,
//                                                  where it is another one
//   { op: 'answers', limit_ms }              -> { answers: [...] }, as many as there is time for, in order
//   { op: 'measure', mode, seconds }         -> { decisions, wall_ns, cpu_ns[, own_ns] }
//   { op: 'latency', mode, seconds }         -> { p50_ns, p99_ns }
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const ownCpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
const wallNow = () => Number(process.hrtime.bigint());

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

// peer.prepare(workload, folder): its inputs and its own form of the logic; throws what it cannot express.
// peer.load(): from that form to where decisions can be asked for; its time is the load time.
// peer.modes[mode](first): decides some rows from `first` on; gives { decisions, answers[, own_ns] }, or a promise.
// peer.cpu(): the CPU time so far, in nanoseconds, where another process than this one does the work.
export function serve(peer) {
  const cpuNow = peer.cpu ?? ownCpu;
  let rows = 0;
  async function run(mode, seconds, note) {
    const decide = peer.modes[mode];
    const until = wallNow() + seconds * 1e9;
    const wall = wallNow();
    const cpu = cpuNow();
    let decisions = 0;
    const own = [];
    do {
      const result = decide(decisions % rows);
      const done = result instanceof Promise ? await result : result;
      decisions += done.decisions;
      if (done.own_ns !== undefined) own.push(done.own_ns / done.decisions);
      note?.(done.decisions);
    } while (wallNow() < until);
    const out = { decisions, wall_ns: wallNow() - wall, cpu_ns: cpuNow() - cpu };
    // The median of its own clock's figures: one call that was interrupted does not count.
    if (own.length > 0)
      out.own_ns = quantile(
        own.sort((a, b) => a - b),
        0.5,
      );
    return out;
  }
  const operations = {
    async load({ folder }) {
      const workload = JSON.parse(readFileSync(`${folder}/workload.json`, 'utf8'));
      let from;
      rows = workload.rows.length;
      try {
        await peer.prepare(workload, folder);
        from = cpuNow();
        await peer.load();
      } catch (error) {
        return { cannot: error.message };
      }
      return { load_ms: (cpuNow() - from) / 1e6, pid: peer.pid };
    },
    async answers({ mode, limit_ms: limit }) {
      const until = wallNow() + limit * 1e6;
      const answers = [];
      while (answers.length < rows && wallNow() < until) {
        answers.push(...(await peer.modes[mode](answers.length)).answers);
      }
      return { answers: answers.slice(0, rows) };
    },
    measure: ({ mode, seconds }) => run(mode, seconds),
    async latency({ mode, seconds }) {
      const times = [];
      let last = wallNow();
      await run(mode, seconds, () => {
        const now = wallNow();
        times.push(now - last);
        last = now;
      });
      times.sort((a, b) => a - b);
      return { p50_ns: quantile(times, 0.5), p99_ns: quantile(times, 0.99) };
    },
  };
  const lines = createInterface({ input: process.stdin });
  let turn = Promise.resolve();
  lines.on('line', (line) => {
    const command = JSON.parse(line);
    turn = turn.then(async () => {
      let answer;
      try {
        answer = await operations[command.op](command);
      } catch (error) {
        answer = { cannot: error.message };
      }
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    });
  });
  lines.on('close', () => turn.then(() => process.exit(0)));
}
