// What run.mjs says of its results: lines for the terminal, metrics, the targets, and the page in docs/.
const time = (ns) => {
  if (ns === undefined) return '';
  const [figure, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3))} ${unit}`;
};
const rate = (ns) => {
  const persecond = 1e9 / ns;
  const [figure, unit] = persecond >= 1e6 ? [persecond / 1e6, ' M'] : [persecond, ''];
  return `${figure >= 100 ? Math.round(figure).toLocaleString('en') : Number(figure.toPrecision(3))}${unit}`;
};
const times = (n) => (n >= 100 ? Math.round(n).toLocaleString('en') : Number(n.toPrecision(2)).toString());

export const label = ({ peer, mode }) =>
  `${peer.name}${peer.version ? ` ${peer.version}` : ''}${{ single: '', json: ', JSON to JSON', batch: ', many at once' }[mode]}`;

const find = (results, workload, peer, mode) =>
  results.find(
    (each) => each.workload === workload && each.peer.id === peer && each.mode === mode && !each.cannot,
  );

export function summary(workload, results) {
  const lines = results.map((each) => {
    const told = each.cannot
      ? `cannot: ${each.cannot.slice(0, 90)}`
      : [
          `${time(each.cpu_ns)} CPU`,
          `${time(each.wall_ns)} wall`,
          each.own_ns && `${time(each.own_ns)} by its own clock`,
          each.p50_ns && `p50 ${time(each.p50_ns)} p99 ${time(each.p99_ns)}`,
          `load ${each.load_ms.toFixed(1)} ms`,
          `${Math.round(each.memory_mb)} MB`,
          `${each.verified} answers compared`,
        ]
          .filter(Boolean)
          .join(', ');
    return `   ${label(each).padEnd(45)} ${told}`;
  });
  return [`== ${workload}`, ...lines].join('\n');
}

// CPU time for one decision, and how many times that each peer takes: one decision at a time against one at a time,
// many against the peer's best rate.
export function metrics(results) {
  const out = {};
  for (const own of results.filter(({ peer, cannot }) => peer.id === 'gangway' && !cannot)) {
    const ratio = {};
    for (const other of results) {
      if (other.peer.id === 'gangway' || other.workload !== own.workload || other.cannot) continue;
      const many = own.mode === 'batch';
      if (!many && other.mode === 'batch') continue;
      const key = other.peer.id;
      const n = other.cpu_ns / own.cpu_ns;
      ratio[key] = Math.min(ratio[key] ?? Infinity, n);
      if (!many && other.own_ns) ratio[`${key} by its own clock`] = other.own_ns / own.cpu_ns;
    }
    for (const key of Object.keys(ratio)) ratio[key] = Number(ratio[key].toPrecision(4));
    out[`${own.workload}/${own.mode}`] = {
      value: Number(own.cpu_ns.toPrecision(5)),
      unit: 'ns',
      ratio_to: ratio,
    };
  }
  return out;
}

// What the engine is meant to reach, on what was measured.
export function targets(results) {
  const out = [];
  const check = (what, value, bound, met) => out.push({ text: `${what}: ${times(value)} (${bound})`, met });
  const single = find(results, 'table 20 x 5', 'gangway', 'single');
  const zens = ['zen-2', 'zen-0.54'].map((id) => find(results, 'table 20 x 5', id, 'single')).filter(Boolean);
  if (single && zens.length > 0) {
    const own = Math.min(...zens.map((each) => each.own_ns)) / single.cpu_ns;
    const through = Math.min(...zens.map((each) => each.cpu_ns)) / single.cpu_ns;
    check('one decision, 20 x 5: times faster than zen by its own clock', own, 'at least 5', own >= 5);
    check('one decision, 20 x 5: times faster than zen through Node', through, 'at least 30', through >= 30);
    const millions = 1e3 / single.cpu_ns;
    check('one decision, 20 x 5: millions a second and core', millions, 'at least 1.5', millions >= 1.5);
  }
  for (const workload of new Set(results.map((each) => each.workload))) {
    const many = find(results, workload, 'gangway', 'batch');
    const others = results.filter(
      (each) => each.workload === workload && !each.cannot && !['gangway', 'limit'].includes(each.peer.id),
    );
    if (!many || others.length === 0 || !workload.startsWith('table')) continue;
    const best = Math.min(...others.map((each) => each.cpu_ns)) / many.cpu_ns;
    check(`many at once, ${workload}: times the fastest peer's best rate`, best, 'at least 100', best >= 100);
  }
  const many = find(results, 'table 20 x 5', 'gangway', 'batch');
  const limit = find(results, 'table 20 x 5', 'limit', 'batch');
  if (many && limit) {
    const slower = many.cpu_ns / limit.cpu_ns;
    check('many at once, 20 x 5: times the time of hand-written C++', slower, 'at most 3', slower <= 3);
  }
  const wide = find(results, 'table 200 x 8', 'gangway', 'batch');
  if (wide)
    check(
      'many at once, 200 x 8: millions a second and core',
      1e3 / wide.cpu_ns,
      'at least 20',
      wide.cpu_ns <= 50,
    );
  const large = find(results, 'table 2000 x 8', 'gangway', 'single');
  if (single && large) {
    const growth = large.cpu_ns / single.cpu_ns;
    check('one decision: times the cost with 2,000 x 8 instead of 20 x 5', growth, 'under 10', growth < 10);
  }
  return out;
}

const row = (cells) => `| ${cells.join(' | ')} |`;

function section(workload, results) {
  const base = {
    single: find(results, workload, 'gangway', 'single'),
    batch: find(results, workload, 'gangway', 'batch'),
  };
  const lines = results
    .filter((each) => each.workload === workload)
    .map((each) => {
      if (each.cannot) return row([label(each), 'cannot', '', '', '', '', '', '']);
      const own = base[each.mode === 'batch' ? 'batch' : 'single'];
      const ratio = each.peer.id === 'gangway' ? '' : times(each.cpu_ns / own.cpu_ns);
      return row([
        label(each),
        time(each.cpu_ns),
        rate(each.cpu_ns),
        ratio,
        time(each.own_ns),
        each.p50_ns ? `${time(each.p50_ns)}, ${time(each.p99_ns)}` : '',
        each.peer.id === 'limit' ? '' : `${each.load_ms.toFixed(1)} ms`,
        `${Math.round(each.memory_mb)} MB`,
      ]);
    });
  return [
    `## ${workload[0].toUpperCase()}${workload.slice(1)}`,
    '',
    row([
      'Engine',
      'CPU time a decision',
      'decisions a CPU second',
      'times gangway',
      'its own clock',
      'p50, p99',
      'load',
      'memory',
    ]),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...lines,
    '',
  ].join('\n');
}

export function page(results, peers, reached, machine) {
  const workloads = [...new Set(results.map((each) => each.workload))];
  const why = results
    .filter(({ cannot }) => cannot)
    .map((each) => `${label(each)}, ${each.workload}: ${each.cannot.replaceAll('|', '/').slice(0, 120)}`);
  return `# The engine beside its peers

Written by \`script/bench engine --docs docs\` on ${machine.day}, on ${machine.cores} cores (${machine.model}), Node ${machine.node}. Every answer
that is timed was first compared with a reference that shares no code with any engine; all peers run in turn, and the figures are medians of CPU time,
so that a busy machine matters little. Latencies (wall time, p50 and p99) and zen's own clock do feel a busy machine.

![Decisions a CPU second](engine-figures.svg)

## Targets

${reached.map(({ text, met }) => `- ${met ? 'met' : '**missed**'}: ${text}`).join('\n')}

## How it was measured

- Workloads are generated (\`bench/engine/lib/workloads.mjs\`): tables of hit policy FIRST whose inputs hit rules along the whole table, a chain of thirty
  decisions over dates and lists, and single expressions. Each peer gets its own form of the same thing (\`bench/engine/lib/peers.mjs\`).
- *gangway* is one decision through \`src/dmn/model.h\` from values to a value; *JSON to JSON* reads and writes texts as well; *many at once* is
  \`src/dmn/batch.h\` over columns.
- *Hand-written C++* is the limit: integer comparisons in the order of the rules over the same columns; programs compute in doubles.
- *zen* is awaited one decision at a time; *many at once* is the fastest of what it offers: loop mode, a list of requests (2.x), many promises.
- *KIE* takes a model with every request and compiles it; *many at once* is one request for 1,024 rows. CPU time of its own process only.
- *feelin* evaluates FEEL text, which it parses every time; a table is one conditional.
- Load is CPU time until the first decision can be asked for; memory is the most that the process held, inputs included.

${workloads.map((workload) => section(workload, results)).join('\n')}
## What a peer cannot express

${why.map((text) => `- ${text}`).join('\n')}

Versions: ${peers
    .filter((peer) => peer.package)
    .map((peer) => `${peer.package} ${peer.version}`)
    .join(', ')} (zen-engine-native is @gorules/zen-engine-linux-x64-gnu).
`;
}
