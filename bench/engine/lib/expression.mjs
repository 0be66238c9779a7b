// Expressions of the benchmark's programs, written once and put into the words of every peer.
//
// Shape:  a tree of { op, args, ... }; `write(tree, language)` gives its text in 'feel', 'zen' (GoRules) or 'cpp';
//         `evaluate(tree, row)` is the reference. Inside `over` the item is `item`: FEEL's `item`, zen's `#`.
// Units:  a date is a text YYYY-MM-DD in rows, and days since 1970-01-01 in C++ and in the reference.

const DAY = 86_400_000;
export const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;

function monthsLater(day, months) {
  const date = new Date(day * DAY);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / DAY + Math.min(date.getUTCDate(), last) - 1;
}

function yearsBetween(from, to) {
  const a = new Date(from * DAY);
  const b = new Date(to * DAY);
  const before =
    b.getUTCMonth() < a.getUTCMonth() ||
    (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
  return b.getUTCFullYear() - a.getUTCFullYear() - (before ? 1 : 0);
}

const same = (text) => ({ feel: text, zen: text, cpp: text });
const infix = (operator, run) => ({ ...same(`({0} ${operator} {1})`), run });

// {0}, {1}, … are the arguments; {n} the constant of the node.
const OPS = {
  add: infix('+', (a, b) => a + b),
  subtract: infix('-', (a, b) => a - b),
  multiply: infix('*', (a, b) => a * b),
  divide: infix('/', (a, b) => a / b),
  less: infix('<', (a, b) => a < b),
  at_least: infix('>=', (a, b) => a >= b),
  at_most: infix('<=', (a, b) => a <= b),
  equal: { ...infix('==', (a, b) => a === b), feel: '({0} = {1})' },
  and: { feel: '({0} and {1})', zen: '({0} and {1})', cpp: '({0} && {1})', run: (a, b) => a && b },
  or: { feel: '({0} or {1})', zen: '({0} or {1})', cpp: '({0} || {1})', run: (a, b) => a || b },
  choose: {
    feel: '(if {0} then {1} else {2})',
    zen: '({0} ? {1} : {2})',
    cpp: '({0} ? {1} : {2})',
    run: (a, b, c) => (a ? b : c),
  },
  // dates
  days_between: {
    feel: '({1} - {0}).days',
    zen: 'd({1}).diff(d({0}), "day")',
    cpp: 'days_between({0}, {1})',
    run: (a, b) => b - a,
  },
  years_between: {
    feel: 'years and months duration({0}, {1}).years',
    zen: 'd({1}).diff(d({0}), "year")',
    cpp: 'years_between({0}, {1})',
    run: yearsBetween,
  },
  months_later: {
    feel: '({0} + duration("P{n}M"))',
    zen: 'd({0}).add({n}, "month")',
    cpp: 'months_later({0}, {n})',
    run: (a, node) => monthsLater(a, node.n),
  },
  not_after: { feel: '({0} <= {1})', zen: '(d({0}) <= d({1}))', cpp: '({0} <= {1})', run: (a, b) => a <= b },
  // text
  upper: { feel: 'upper case({0})', zen: 'upper({0})', cpp: 'upper({0})', run: (a) => a.toUpperCase() },
  starts_with: {
    feel: 'starts with({0}, {1})',
    zen: 'startsWith({0}, {1})',
    cpp: '{0}.starts_with({1})',
    run: (a, b) => a.startsWith(b),
  },
  contains: {
    feel: 'contains({0}, {1})',
    zen: 'contains({0}, {1})',
    cpp: 'contains({0}, {1})',
    run: (a, b) => a.includes(b),
  },
  length: { feel: 'string length({0})', zen: 'len({0})', cpp: 'length({0})', run: (a) => a.length },
  // lists
  sum: { ...same('sum({0})'), run: (list) => list.reduce((a, b) => a + b, 0) },
  largest: { feel: 'max({0})', zen: 'max({0})', cpp: 'largest({0})', run: (list) => Math.max(...list) },
  smallest: { feel: 'min({0})', zen: 'min({0})', cpp: 'smallest({0})', run: (list) => Math.min(...list) },
};

const fill = (text, args, n) => text.replace(/\{(\w)\}/g, (_, key) => (key === 'n' ? n : args[Number(key)]));

export const node = (op, ...args) => ({ op, args });
export const number = (n) => ({ op: 'number', n });
export const string = (text) => ({ op: 'string', text });
export const variable = (name) => ({ op: 'variable', name });
export const item = (field) => ({ op: 'item', field });
export const monthsLaterBy = (date, n) => ({ op: 'months_later', args: [date], n });
// kind 'sum': the sum of `body` over the list; 'count': how many items satisfy it; 'some': whether one does.
export const over = (kind, list, body) => ({ op: 'over', kind, list, body });

const itemText = { feel: 'each', zen: '#', cpp: 'each' };
const overText = {
  feel: {
    sum: (list, body) => `sum(for each in ${list} return ${body})`,
    count: (list, body) => `count(${list}[${body.replaceAll(/\beach\b/g, 'item')}])`,
    some: (list, body) => `(some each in ${list} satisfies ${body})`,
  },
  zen: {
    sum: (list, body) => `sum(map(${list}, ${body}))`,
    count: (list, body) => `count(${list}, ${body})`,
    some: (list, body) => `some(${list}, ${body})`,
  },
  cpp: {
    sum: (list, body) => `sum_of(${list}, [&](const auto& each) { return ${body}; })`,
    count: (list, body) => `count_of(${list}, [&](const auto& each) { return ${body}; })`,
    some: (list, body) => `some_of(${list}, [&](const auto& each) { return ${body}; })`,
  },
};

// `name(variable)` says how a variable is written.
export function write(tree, language, name = (text) => text) {
  const inner = (each) => write(each, language, name);
  switch (tree.op) {
    case 'number':
      return language === 'cpp' ? `${tree.n}${Number.isInteger(tree.n) ? '.0' : ''}` : String(tree.n);
    case 'string':
      return JSON.stringify(tree.text) + (language === 'cpp' ? 'sv' : '');
    case 'variable':
      return name(tree.name);
    case 'item':
      return itemText[language] + (tree.field ? `.${tree.field}` : '');
    case 'over':
      return overText[language][tree.kind](inner(tree.list), inner(tree.body));
    default:
      return fill(OPS[tree.op][language], tree.args.map(inner), tree.n);
  }
}

export function evaluate(tree, row, current) {
  switch (tree.op) {
    case 'number':
      return tree.n;
    case 'string':
      return tree.text;
    case 'variable':
      return row[tree.name];
    case 'item':
      return tree.field ? current[tree.field] : current;
    case 'over': {
      const items = evaluate(tree.list, row, current).map((each) => evaluate(tree.body, row, each));
      if (tree.kind === 'sum') return items.reduce((a, b) => a + b, 0);
      return tree.kind === 'count' ? items.filter(Boolean).length : items.some(Boolean);
    }
    default: {
      const args = tree.args.map((each) => evaluate(each, row, current));
      return OPS[tree.op].run(...args, tree);
    }
  }
}

// The variables that a tree names.
export function named(tree, out = new Set()) {
  if (tree.op === 'variable') out.add(tree.name);
  for (const each of [tree.list, tree.body, ...(tree.args ?? [])]) if (each) named(each, out);
  return out;
}
