// The operations that random expressions are made of: for each one its FEEL text and what it means, written from the
// standard (DMN 1.5 clause 10.3) and sharing no code with the engine.
//
// Shape:  { result, args, text, run, strict }: `text` has {0}, {1}, … for the arguments; `run` gets values of the kinds
//         that `args` name. A call of a built-in function coerces its arguments (10.3.2.9.4: a list of one for its
//         item, an item for a list of one); an operator does not. An argument of another kind, null included, makes
//         null, unless its kind is 'any'.
import * as decimal from '../lib/decimal.mjs';
import * as v from './values.mjs';

const { kind } = v;
const number = (n) => decimal.of(n);
const numbersOf = (list) => (list.every((each) => kind(each) === 'number') ? list : null);
const truth = (value) => (typeof value === 'boolean' ? value : null);

const ITEM = { numbers: 'number', strings: 'string', booleans: 'boolean' };

// undefined: it does not fit.
function fitted(value, type, coerces) {
  const of = kind(value);
  if (type === 'any') return value;
  if (type in ITEM || type === 'list') {
    if (of === 'list')
      return value.every((each) => type === 'list' || each === null || kind(each) === ITEM[type])
        ? value
        : undefined;
    return coerces && of !== 'null' && (type === 'list' || of === ITEM[type]) ? [value] : undefined;
  }
  if (of === type) return value;
  return coerces && of === 'list' && value.length === 1 && kind(value[0]) === type ? value[0] : undefined;
}

export function apply(operation, values) {
  const ready = values.map((value, i) => fitted(value, operation.args[i], operation.coerces));
  return ready.includes(undefined) ? null : (operation.run(...ready) ?? null);
}

const all = [];
const operator = (result, args, text, run) => all.push({ result, args, text, run, coerces: false });
const call = (result, name, args, run) =>
  all.push({ result, args, text: `${name}(${args.map((_, i) => `{${i}}`).join(', ')})`, run, coerces: true });

// ---- operators: by the kinds that they meet (DMN 1.5 tables 50 to 57)

const any = (result, wanted, text, run, coerces = false) =>
  all.push({ result, args: wanted.map(() => 'any'), wanted, text, run, coerces });

const sole = (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
const byKinds = (rules) => (a, b) => rules[`${kind(a)} ${kind(b)}`]?.(a, b) ?? null;
const seconds = (n) => ({ seconds: n });
const months = (n) => ({ months: n });
const later = (a, b) => ({ day: Math.floor(a.day + b.seconds / 86400) });
const plus = byKinds({
  'number number': decimal.add,
  'string string': (a, b) => a + b,
  'date days': later,
  'days date': (a, b) => later(b, a),
  'date months': (a, b) => ({ day: v.monthsLater(a.day, b.months) }),
  'months date': (a, b) => ({ day: v.monthsLater(b.day, a.months) }),
  'days days': (a, b) => seconds(a.seconds + b.seconds),
  'months months': (a, b) => months(a.months + b.months),
});
const minus = byKinds({
  'number number': decimal.subtract,
  'date date': (a, b) => seconds((a.day - b.day) * 86400),
  'date days': (a, b) => later(a, seconds(-b.seconds)),
  'date months': (a, b) => ({ day: v.monthsLater(a.day, -b.months) }),
  'days days': (a, b) => seconds(a.seconds - b.seconds),
  'months months': (a, b) => months(a.months - b.months),
});
// Towards zero, to whole months or to nanoseconds.
const isNegative = (a) => decimal.compare(a, number(0)) < 0;
const truncated = (a, scale) =>
  decimal.toNumber(isNegative(a) ? decimal.ceiling(a, scale) : decimal.floor(a, scale));
const scaledBy = (run, scale) => (n, factor) => {
  const exact = run(decimal.parse(String(n)), factor);
  return exact && truncated(exact, scale);
};
const [secondsTimes, monthsTimes] = [scaledBy(decimal.multiply, 9), scaledBy(decimal.multiply, 0)];
const [secondsOver, monthsOver] = [scaledBy(decimal.divide, 9), scaledBy(decimal.divide, 0)];
const made = (make, n) => (n === null ? null : make(n));
const multiplied = byKinds({
  'number number': decimal.multiply,
  'days number': (a, b) => seconds(secondsTimes(a.seconds, b)),
  'number days': (a, b) => seconds(secondsTimes(b.seconds, a)),
  'months number': (a, b) => months(monthsTimes(a.months, b)),
  'number months': (a, b) => months(monthsTimes(b.months, a)),
});
const divided = byKinds({
  'number number': decimal.divide,
  'days days': (a, b) => decimal.divide(decimal.parse(String(a.seconds)), decimal.parse(String(b.seconds))),
  'months months': (a, b) => decimal.divide(number(a.months), number(b.months)),
  'days number': (a, b) => made(seconds, secondsOver(a.seconds, b)),
  'months number': (a, b) => made(months, monthsOver(a.months, b)),
});

any('number', ['number', 'number'], '({0} + {1})', plus);
any('number', ['number', 'number'], '({0} - {1})', minus);
any('number', ['number', 'number'], '({0} * {1})', multiplied);
any('number', ['number', 'number'], '({0} / {1})', divided);
any('string', ['string', 'string'], '({0} + {1})', plus);
for (const duration of ['days', 'months']) {
  any('date', ['date', duration], '({0} + {1})', plus);
  any('date', [duration, 'date'], '({0} + {1})', plus);
  any('date', ['date', duration], '({0} - {1})', minus);
  any(duration, [duration, duration], '({0} + {1})', plus);
  any(duration, [duration, duration], '({0} - {1})', minus);
  any(duration, [duration], '({0} * 3)', (a) => multiplied(a, number(3)));
  any('number', [duration, duration], '({0} / {1})', divided);
}
any('days', ['date', 'date'], '({0} - {1})', minus);
any('number', ['number'], '-({0})', (a) => {
  if (kind(a) === 'days') return seconds(-a.seconds);
  if (kind(a) === 'months') return months(-a.months);
  return kind(a) === 'number' ? decimal.negate(a) : null;
});
for (const n of [0, 1, 2, 3]) {
  operator('number', ['number'], `({0} ** ${n})`, (a) =>
    decimal.rounded34(Array(n).fill(a).reduce(decimal.exactProduct, number(1))),
  );
}

const both = (a, b) => (a === false || b === false ? false : a === true && b === true ? true : null);
const either = (a, b) => (a === true || b === true ? true : a === false && b === false ? false : null);
const equal = (a, b) => (v.reads('lone') && kind(a) !== kind(b) ? v.equal(sole(a), sole(b)) : v.equal(a, b));
const negated = (value) => (value === null ? null : !value);
const COMPARED = { '<': (n) => n < 0, '<=': (n) => n <= 0, '>': (n) => n > 0, '>=': (n) => n >= 0 };
// null: not of one kind, or of a kind without an order.
function compared(sign, given, other) {
  const [a, b] = v.reads('lone') ? [sole(given), sole(other)] : [given, other];
  if (v.reads('nulls') && sign.endsWith('=') && v.equal(a, b) === true) return true;
  const order = kind(a) === 'boolean' || kind(a) === 'null' ? null : v.order(a, b);
  return order === null ? null : COMPARED[sign](order);
}

for (const type of ['number', 'string', 'date', 'days', 'months']) {
  for (const sign of Object.keys(COMPARED)) {
    any('boolean', [type, type], `({0} ${sign} {1})`, (a, b) => compared(sign, a, b));
  }
  any('boolean', [type, type, type], '({0} between {1} and {2})', (a, b, c) =>
    both(compared('>=', a, b), compared('<=', a, c)),
  );
}
for (const type of ['number', 'string', 'boolean', 'date', 'days', 'months', 'numbers']) {
  any('boolean', [type, type], '({0} = {1})', equal);
  any('boolean', [type, type], '({0} != {1})', (a, b) => negated(equal(a, b)));
}
for (let i = 0; i < 3; ++i) {
  any('boolean', ['boolean', 'boolean'], '({0} and {1})', (a, b) => both(truth(a), truth(b)));
  any('boolean', ['boolean', 'boolean'], '({0} or {1})', (a, b) => either(truth(a), truth(b)));
}
call('boolean', 'not', ['boolean'], (a) => !a);

// An interval is two comparisons (table 55); among several tests one that gives null is not met.
for (const type of ['number', 'date', 'string']) {
  for (const [open, low, high, close] of [
    ['[', '>=', '<=', ']'],
    ['(', '>', '<=', ']'],
    ['[', '>=', '<', ')'],
  ]) {
    any('boolean', [type, type, type], `({0} in ${open}{1}..{2}${close})`, (a, b, c) => {
      const unbounded = (bound) => v.reads('bound') && a !== null && bound === null;
      return both(unbounded(b) || compared(low, a, b), unbounded(c) || compared(high, a, c));
    });
  }
  any(
    'boolean',
    [type, type],
    '({0} in (<= {1}))',
    (a, b) => compared('<=', a, b) ?? (v.reads('test') ? false : null),
  );
  any('boolean', [type, type, type], '({0} in (< {1}, > {2}))', (a, b, c) =>
    either(compared('<', a, b) ?? false, compared('>', a, c) ?? false),
  );
}

// ---- numbers

any('number', ['number'], 'abs({0})', (given) => {
  const a = sole(given);
  if (kind(a) === 'days') return seconds(Math.abs(a.seconds));
  if (kind(a) === 'months') return months(Math.abs(a.months));
  if (kind(a) !== 'number') return null;
  return decimal.compare(a, number(0)) < 0 ? decimal.negate(a) : a;
});
call('number', 'floor', ['number'], (a) => decimal.floor(a));
call('number', 'ceiling', ['number'], (a) => decimal.ceiling(a));
const scaled = (name, run) => {
  for (const scale of [0, 1, 2]) {
    all.push({
      result: 'number',
      args: ['number'],
      text: `${name}({0}, ${scale})`,
      run: (a) => run(a, scale),
      coerces: true,
    });
  }
};
const half = (scale) => ({ coefficient: 5n, exponent: -scale - 1 });
scaled('decimal', decimal.halfEven);
scaled('round up', (a, s) => (isNegative(a) ? decimal.floor(a, s) : decimal.ceiling(a, s)));
scaled('round down', (a, s) => (isNegative(a) ? decimal.ceiling(a, s) : decimal.floor(a, s)));
scaled('round half up', (a, s) =>
  isNegative(a)
    ? decimal.ceiling(decimal.subtract(a, half(s)), s)
    : decimal.floor(decimal.add(a, half(s)), s),
);
scaled('round half down', (a, s) =>
  isNegative(a)
    ? decimal.floor(decimal.add(a, half(s)), s)
    : decimal.ceiling(decimal.subtract(a, half(s)), s),
);
call('number', 'modulo', ['number', 'number'], decimal.modulo);

// ---- strings

const points = (text) => [...text];
call('number', 'string length', ['string'], (a) => number(points(a).length));
call('string', 'upper case', ['string'], (a) => a.toUpperCase());
call('string', 'lower case', ['string'], (a) => a.toLowerCase());
call('boolean', 'contains', ['string', 'string'], (a, b) => a.includes(b));
call('boolean', 'starts with', ['string', 'string'], (a, b) => a.startsWith(b));
call('boolean', 'ends with', ['string', 'string'], (a, b) => a.endsWith(b));
call('string', 'substring before', ['string', 'string'], (a, b) =>
  a.includes(b) ? a.slice(0, a.indexOf(b)) : '',
);
call('string', 'substring after', ['string', 'string'], (a, b) =>
  a.includes(b) ? a.slice(a.indexOf(b) + b.length) : '',
);
for (const [start, length] of [
  [1, 2],
  [2, null],
  [-2, null],
  [-2, 1],
  [1, 9],
]) {
  const text = `substring({0}, ${start}${length === null ? '' : `, ${length}`})`;
  const run = (a) => {
    const list = points(a);
    if (Math.abs(start) > list.length) return null;
    const from = start > 0 ? start - 1 : list.length + start;
    return list.slice(from, length === null ? undefined : from + length).join('');
  };
  all.push({ result: 'string', args: ['string'], text, run, coerces: true });
}
for (const type of ['number', 'date', 'boolean']) any('string', [type], 'string({0})', v.text, true);
all.push({
  result: 'strings',
  args: ['string'],
  text: 'split({0}, "-")',
  run: (a) => a.split('-'),
  coerces: true,
});

// ---- dates and durations

// A property of each item, where it is a list (10.3.2.5).
const PROPERTIES = {
  date: {
    year: (a) => v.parts(a.day).year,
    month: (a) => v.parts(a.day).month,
    day: (a) => v.parts(a.day).day,
    weekday: (a) => ((((a.day + 3) % 7) + 7) % 7) + 1,
  },
  months: { years: (a) => Math.trunc(a.months / 12), months: (a) => a.months % 12 },
  days: { days: (a) => Math.trunc(a.seconds / 86400), hours: (a) => Math.trunc(a.seconds / 3600) % 24 },
};
function property(value, name) {
  if (Array.isArray(value)) return value.map((each) => property(each, name));
  const run = PROPERTIES[kind(value)]?.[name];
  return run ? number(run(value)) : null;
}
for (const [type, names] of Object.entries(PROPERTIES)) {
  for (const name of Object.keys(names)) any('number', [type], `({0}).${name}`, (a) => property(a, name));
}
call('number', 'day of year', ['date'], (a) => number(a.day - v.dayFrom(v.parts(a.day).year, 1, 1) + 1));
call('months', 'years and months duration', ['date', 'date'], (a, b) => ({
  months: v.monthsBetween(a.day, b.day),
}));
call('date', 'date', ['number', 'number', 'number'], (a, b, c) => {
  if (!v.reads('date') && ![a, b, c].every(decimal.isInteger)) return undefined;
  const [year, month, day] = [a, b, c].map((each) => truncated(each, 0));
  return Math.abs(year) < 9000 && v.isDate(year, month, day) ? { day: v.dayFrom(year, month, day) } : null;
});

// ---- lists

const withItem = (result, text, run) =>
  all.push({ result, args: ['list', 'any'], wanted: ['numbers', 'number'], text, run, coerces: true });
const ofList = (result, text, run) =>
  all.push({ result, args: ['list'], wanted: ['numbers'], text, run, coerces: true });

call('number', 'count', ['list'], (a) => number(a.length));
call('number', 'sum', ['list'], (a) => (a.length > 0 && numbersOf(a) ? a.reduce(decimal.add) : null));
call('number', 'product', ['list'], (a) =>
  a.length > 0 && numbersOf(a)
    ? a.reduce(v.reads('product') ? decimal.exactProduct : decimal.multiply)
    : null,
);
call('number', 'mean', ['list'], (a) =>
  a.length > 0 && numbersOf(a) ? decimal.divide(a.reduce(decimal.add), number(a.length)) : null,
);
const sorted = (list) => [...list].sort(decimal.compare);
call('number', 'median', ['list'], (a) => {
  if (a.length === 0 || !numbersOf(a)) return null;
  const list = sorted(a);
  const middle = Math.floor(list.length / 2);
  return list.length % 2 === 1
    ? list[middle]
    : decimal.divide(decimal.add(list[middle - 1], list[middle]), number(2));
});
function extreme(list, wants) {
  if (v.reads('extreme') && list.length === 1) return list[0];
  if (list.some((each) => v.order(each, list[0]) === null)) return null;
  return list.reduce(
    (best, each) => (best === undefined || wants(v.order(each, best)) ? each : best),
    undefined,
  );
}
call('number', 'min', ['list'], (a) => extreme(a, (n) => n < 0));
call('number', 'max', ['list'], (a) => extreme(a, (n) => n > 0));
withItem('boolean', 'list contains({0}, {1})', (a, b) => a.some((each) => v.equal(each, b) === true));
withItem('numbers', 'index of({0}, {1})', (a, b) =>
  a.flatMap((each, i) => (v.equal(each, b) === true ? [number(i + 1)] : [])),
);
withItem('numbers', 'append({0}, {1})', (a, b) => [...a, b]);
const distinct = (list) =>
  list.filter((each, i) => list.findIndex((other) => v.equalInside(other, each) === true) === i);
const joined = (run) => (a, b) => {
  const lists = [a, b].map((each) => fitted(v.reads('union') && each === null ? [null] : each, 'list', true));
  return lists.includes(undefined) ? null : run(...lists);
};
any(
  'numbers',
  ['numbers', 'numbers'],
  'concatenate({0}, {1})',
  joined((a, b) => [...a, ...b]),
);
any(
  'numbers',
  ['numbers', 'numbers'],
  'union({0}, {1})',
  joined((a, b) => distinct([...a, ...b])),
);
call('numbers', 'distinct values', ['list'], distinct);
call('numbers', 'reverse', ['list'], (a) => [...a].reverse());
call('numbers', 'flatten', ['list'], (a) => a.flat(Infinity));
for (const position of [1, 2, -1]) {
  const at = (a) => (position > 0 ? position - 1 : a.length + position);
  ofList('numbers', `remove({0}, ${position})`, (a) => (at(a) in a ? a.toSpliced(at(a), 1) : null));
  ofList('numbers', `sublist({0}, ${position})`, (a) => (at(a) in a ? a.slice(at(a)) : null));
  ofList('number', `({0})[${position}]`, (a) => a[at(a)] ?? null);
  withItem('numbers', `insert before({0}, ${position}, {1})`, (a, b) =>
    at(a) in a ? a.toSpliced(at(a), 0, b) : null,
  );
}
call('boolean', 'all', ['booleans'], (a) => a.reduce(both, true));
call('boolean', 'any', ['booleans'], (a) => a.reduce(either, false));

// ---- intervals (DMN 1.5 table 78); a point is an interval that holds nothing else

function interval(value) {
  const a = sole(value);
  if (kind(a) === 'range') return a;
  return ['number', 'string', 'date', 'days', 'months'].includes(kind(a))
    ? { low: a, high: a, lowClosed: true, highClosed: true }
    : null;
}
const below = (a, b) => v.order(a, b) < 0;
const same = (a, b) => v.order(a, b) === 0;
const endsBefore = (a, b) => below(a.high, b.low) || (same(a.high, b.low) && !(a.highClosed && b.lowClosed));
const startsWithin = (a, b) => below(b.low, a.low) || (same(a.low, b.low) && (b.lowClosed || !a.lowClosed));
const endsWithin = (a, b) =>
  below(a.high, b.high) || (same(a.high, b.high) && (b.highClosed || !a.highClosed));
const during = (a, b) => startsWithin(a, b) && endsWithin(a, b);
const sameStart = (a, b) => same(a.low, b.low) && a.lowClosed === b.lowClosed;
const sameEnd = (a, b) => same(a.high, b.high) && a.highClosed === b.highClosed;
function related(name, wanted, run) {
  any(
    'boolean',
    wanted,
    `${name}({0}, {1})`,
    (x, y) => {
      const [a, b] = [interval(x), interval(y)];
      return a && b && v.order(a.low, b.low) !== null ? run(a, b) : null;
    },
    true,
  );
}
related('before', ['number', 'number'], endsBefore);
related('before', ['number', 'range'], endsBefore);
related('before', ['range', 'number'], endsBefore);
related('before', ['range', 'range'], endsBefore);
related('after', ['number', 'range'], (a, b) => endsBefore(b, a));
related('meets', ['range', 'range'], (a, b) => a.highClosed && b.lowClosed && same(a.high, b.low));
related('met by', ['range', 'range'], (a, b) => a.lowClosed && b.highClosed && same(a.low, b.high));
related('includes', ['range', 'number'], (a, b) => during(b, a));
related('during', ['number', 'range'], during);
related('includes', ['range', 'range'], (a, b) => during(b, a));
related('during', ['range', 'range'], during);
related('coincides', ['range', 'range'], (a, b) => sameStart(a, b) && sameEnd(a, b));
related('overlaps', ['range', 'range'], (a, b) => !endsBefore(a, b) && !endsBefore(b, a));
related('finishes', ['number', 'range'], (a, b) => sameEnd(a, b) && startsWithin(a, b));
related('starts', ['number', 'range'], (a, b) => sameStart(a, b) && endsWithin(a, b));

export const operations = new Map();
for (const each of all) operations.set(each.result, [...(operations.get(each.result) ?? []), each]);
export { both, either, truth };
