// The results as a drawing: a row of dots for each workload on a logarithmic axis of decisions a CPU second.
import { label } from './report.mjs';

const WIDTH = 1040;
const LEFT = 130;
const RIGHT = 40;
const TOP = 20;
const LANE = 46;
const LOWEST = -1; // a tenth a second
const HIGHEST = 9;

// Told apart without colour: each peer has a shape of its own.
const STYLES = {
  'gangway batch': ['#0b5cad', 'diamond'],
  'gangway single': ['#0b5cad', 'circle'],
  'gangway json': ['#0b5cad', 'ring'],
  'limit batch': ['#1f2933', 'bar'],
  'zen-2 batch': ['#b4530a', 'diamond'],
  'zen-2 single': ['#b4530a', 'circle'],
  'zen-0.54 batch': ['#d9902f', 'diamond'],
  'zen-0.54 single': ['#d9902f', 'circle'],
  'kie batch': ['#8a1c4a', 'diamond'],
  'kie single': ['#8a1c4a', 'circle'],
  'json-rules-engine single': ['#3f7d3a', 'square'],
  'dmn-eval-js single': ['#6b5bb0', 'square'],
  'feelin single': ['#6b7280', 'square'],
};

const x = (persecond) =>
  LEFT + ((Math.log10(persecond) - LOWEST) / (HIGHEST - LOWEST)) * (WIDTH - LEFT - RIGHT);
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function mark(shape, colour, at, y) {
  const px = at.toFixed(1);
  switch (shape) {
    case 'circle':
      return `<circle cx="${px}" cy="${y}" r="5" fill="${colour}"/>`;
    case 'ring':
      return `<circle cx="${px}" cy="${y}" r="4.5" fill="#fff" stroke="${colour}" stroke-width="2"/>`;
    case 'diamond':
      return `<path d="M${px} ${y - 7}l7 7-7 7-7-7z" fill="${colour}"/>`;
    case 'bar':
      return `<path d="M${px} ${y - 10}v20" stroke="${colour}" stroke-width="3"/>`;
    default:
      return `<rect x="${(at - 4.5).toFixed(1)}" y="${y - 4.5}" width="9" height="9" fill="${colour}"/>`;
  }
}

export function plot(results) {
  const workloads = [...new Set(results.map((each) => each.workload))];
  const bottom = TOP + workloads.length * LANE;
  const out = [];
  for (let power = LOWEST; power <= HIGHEST; ++power) {
    const at = x(10 ** power).toFixed(1);
    const text = ['0.1', '1', '10', '100', '1,000', '10,000', '100,000', '1 M', '10 M', '100 M', '1,000 M'][
      power - LOWEST
    ];
    out.push(`<path d="M${at} ${TOP}V${bottom}" stroke="#d5dae0"/>`);
    out.push(`<text x="${at}" y="${bottom + 18}" text-anchor="middle">${text}</text>`);
  }
  workloads.forEach((workload, i) => {
    const y = TOP + i * LANE + LANE / 2;
    out.push(`<path d="M${LEFT} ${y}H${WIDTH - RIGHT}" stroke="#eef1f4"/>`);
    out.push(`<text x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${workload}</text>`);
    for (const each of results.filter((one) => one.workload === workload && !one.cannot)) {
      const style = STYLES[`${each.peer.id} ${each.mode}`];
      out.push(mark(style[1], style[0], x(1e9 / each.cpu_ns), y));
    }
  });
  const known = [...new Map(results.map((each) => [`${each.peer.id} ${each.mode}`, each])).entries()];
  known.forEach(([key, each], i) => {
    const at = LEFT + (i % 3) * 300;
    const y = bottom + 62 + Math.floor(i / 3) * 24;
    out.push(mark(STYLES[key][1], STYLES[key][0], at, y));
    out.push(`<text x="${at + 14}" y="${y + 4}">${escaped(label(each))}</text>`);
  });
  const height = bottom + 62 + Math.ceil(known.length / 3) * 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#1f2933" role="img" aria-label="Decisions a CPU second, by workload and engine">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${out.join('\n')}
<text x="${WIDTH - RIGHT}" y="${bottom + 38}" text-anchor="end">decisions a CPU second, one core</text>
</svg>
`;
}
