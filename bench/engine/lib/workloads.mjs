// What is measured: decision tables of three sizes, a chain of thirty decisions, and single expressions.
//
// Shape:  { name, kind: 'table', columns, rules } or { name, kind: 'program', inputs, steps }; `rows` are the
//         inputs as JSON, `expected` the reference's answers. A table's hit policy is FIRST, its output the
//         number of the rule; a program's answer is its last step.
import { Random } from './random.mjs';
import * as e from './expression.mjs';

const { node, number, string, variable, item, over } = e;

// ---- tables

const CATEGORIES = 6;
const SPAN = 1000;

// Every third cell is "-"; the others ask for a category, a bound or an interval.
function cell(random, column, share) {
  if (random.chance(34)) return null;
  if (column === 0) return { equal: `k${random.int(0, CATEGORIES - 1)}` };
  const width = Math.round(SPAN * share);
  if (random.chance(20)) return { at_least: SPAN - width };
  if (random.chance(20)) return { at_most: width };
  const low = random.int(0, SPAN - width);
  return { low, high: low + width };
}

const matches = (test, value) => {
  if (test === null) return true;
  if ('equal' in test) return value === test.equal;
  if ('at_least' in test) return value >= test.at_least;
  if ('at_most' in test) return value <= test.at_most;
  return value >= test.low && value <= test.high;
};

export const firstHit = (table, row) =>
  table.rules.findIndex((cells) => cells.every((test, i) => matches(test, row[table.columns[i].name])));

function rule(random, columns, shape) {
  const cells = Array.from({ length: columns }, (_, column) => cell(random, column, shape.width));
  return cells.filter(Boolean).length > columns * shape.tested ? cells : rule(random, columns, shape);
}

// The larger the table, the narrower its intervals (`width`: their share of the axis) and the more cells are tested, so that inputs hit rules
// along the whole table. The last rule takes the rest.
function table(rules, columns, shape, rowCount) {
  const random = new Random(rules * 31 + columns);
  const out = {
    name: `table ${rules} x ${columns}`,
    kind: 'table',
    columns: Array.from({ length: columns }, (_, i) => ({
      name: `x${i}`,
      type: i === 0 ? 'string' : 'number',
    })),
    rules: Array.from({ length: rules }, (_, r) =>
      r === rules - 1 ? Array(columns).fill(null) : rule(random, columns, shape),
    ),
  };
  out.rows = Array.from({ length: rowCount }, () =>
    Object.fromEntries(
      out.columns.map(({ name, type }) => [
        name,
        type === 'string' ? `k${random.int(0, CATEGORIES - 1)}` : random.int(0, SPAN),
      ]),
    ),
  );
  out.expected = out.rows.map((row) => firstHit(out, row));
  return out;
}

// ---- programs

const REGIONS = ['11', '31', '32', '33'];
const ISSUED = '2026-01-15';

const PERSON = {
  a: 'number',
  b: 'number',
  member: 'boolean',
  code: 'string',
  birth: 'date',
  as_of: 'date',
  issued: 'date',
  incomes: 'numbers',
  stays: 'stays',
};

const date = (random, year, years) =>
  `${year + random.int(0, years)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;

function person(random) {
  return {
    a: random.int(1, 9999) / 100,
    b: random.int(1, 999),
    member: random.chance(50),
    code: random.pick(['cn-31-', 'cn-32-', 'hk-', 'mo-']) + random.int(1, 9999),
    birth: date(random, 1950, 60),
    as_of: date(random, 2024, 3),
    issued: random.chance(50) ? ISSUED : date(random, 2023, 3),
    incomes: Array.from({ length: 24 }, () => random.int(2000, 20000)),
    stays: Array.from({ length: 6 }, (_, i) => ({
      year: 2019 + i,
      months: random.int(0, 12),
      region: random.pick(REGIONS),
    })),
  };
}

function program(name, seed, steps, rowCount) {
  const random = new Random(seed);
  const used = new Set(steps.flatMap(({ tree }) => [...e.named(tree)]));
  const inputs = Object.entries(PERSON)
    .filter(([key]) => used.has(key))
    .map(([key, type]) => ({ name: key, type }));
  const rows = Array.from({ length: rowCount }, () => {
    const all = person(random);
    return Object.fromEntries(inputs.map((input) => [input.name, all[input.name]]));
  });
  const expected = rows.map((row) => {
    const values = { ...row };
    for (const { name: key, type } of inputs) if (type === 'date') values[key] = e.dayOf(row[key]);
    for (const step of steps) values[step.name] = e.evaluate(step.tree, values);
    return values[steps.at(-1).name];
  });
  return { name, kind: 'program', inputs, steps, rows, expected };
}

const single = (name, seed, type, tree) => (rowCount) =>
  program(name, seed, [{ name: 'answer', type, tree }], rowCount);

const stay = (region, months) =>
  node(
    'and',
    node('equal', item('region'), string(region)),
    node('at_least', item('months'), number(months)),
  );

const SINGLES = [
  single(
    'arithmetic',
    11,
    'number',
    node(
      'subtract',
      node('multiply', node('add', variable('a'), variable('b')), number(1.25)),
      node('divide', variable('a'), variable('b')),
    ),
  ),
  single(
    'logic',
    12,
    'string',
    node(
      'choose',
      node(
        'or',
        node('and', node('at_least', variable('a'), number(18)), node('less', variable('b'), number(500))),
        variable('member'),
      ),
      string('full'),
      string('part'),
    ),
  ),
  single(
    'text',
    13,
    'number',
    node(
      'choose',
      node('starts_with', node('upper', variable('code')), string('CN-3')),
      node('add', node('length', variable('code')), number(1)),
      number(0),
    ),
  ),
  single(
    'dates',
    14,
    'number',
    node(
      'choose',
      node('not_after', variable('as_of'), e.monthsLaterBy(variable('issued'), 6)),
      node('years_between', variable('birth'), variable('as_of')),
      node('days_between', variable('issued'), variable('as_of')),
    ),
  ),
  single(
    'lists',
    15,
    'number',
    node('add', node('sum', variable('incomes')), over('count', variable('stays'), stay('31', 3))),
  ),
];

// Thirty decisions, each over earlier ones: every third works on a list, every third on dates, the others choose.
function chain(rowCount) {
  const random = new Random(30);
  const steps = [];
  const numbers = [];
  const add = (type, tree) => {
    const name = `d${steps.length + 1}`;
    steps.push({ name, type, tree });
    if (type === 'number') numbers.push(name);
    return variable(name);
  };
  const latest = () => variable(random.pick(numbers.slice(-4)));
  add('number', node('years_between', variable('birth'), variable('as_of')));
  add('number', node('days_between', variable('issued'), variable('as_of')));
  add('number', node('sum', variable('incomes')));
  while (steps.length < 27) {
    const until = add(
      'date',
      e.monthsLaterBy(variable(random.pick(['issued', 'birth'])), random.int(1, 400)),
    );
    const kind = random.int(0, 3);
    const list =
      kind === 0
        ? over(
            'count',
            variable('incomes'),
            node('at_least', item(), node('add', number(random.int(2000, 9000)), latest())),
          )
        : kind === 1
          ? over(
              'sum',
              variable('stays'),
              node(
                'choose',
                node('equal', item('region'), string(random.pick(REGIONS))),
                item('months'),
                number(1),
              ),
            )
          : kind === 2
            ? node(
                'choose',
                over('some', variable('stays'), stay(random.pick(REGIONS), random.int(1, 12))),
                latest(),
                number(7),
              )
            : node('subtract', node('largest', variable('incomes')), node('smallest', variable('incomes')));
    const counted = add('number', list);
    const chosen = node(
      'choose',
      node('not_after', variable('as_of'), until),
      node('add', latest(), counted),
      node('subtract', counted, number(random.int(1, 9))),
    );
    add('number', chosen);
  }
  add(
    'boolean',
    node('and', node('less', latest(), number(20000)), node('at_least', variable('d1'), number(18))),
  );
  add('number', node('choose', variable(steps.at(-1).name), latest(), number(3)));
  // The last one needs every other.
  const rest = steps.filter(({ type }) => type === 'number').map(({ name }) => variable(name));
  add(
    'number',
    rest.reduce((a, b) => node('add', a, b)),
  );
  return program('chain of 30', 30, steps, rowCount);
}

export const workloads = (rowCount) => [
  table(20, 5, { width: 0.5, tested: 0.4 }, rowCount),
  table(200, 8, { width: 0.4, tested: 0.4 }, rowCount),
  table(2000, 8, { width: 0.3, tested: 0.5 }, rowCount),
  chain(rowCount),
  ...SINGLES.map((make) => make(rowCount)),
];
