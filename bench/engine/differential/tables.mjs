// Random decision tables of every hit policy, each with its meaning (DMN 1.5 clauses 8.2.8 to 8.2.11).
import * as decimal from '../lib/decimal.mjs';
import { literal } from './expressions.mjs';
import { both } from './operations.mjs';
import * as v from './values.mjs';

const POLICIES = [
  'UNIQUE',
  'ANY',
  'PRIORITY',
  'FIRST',
  'RULE ORDER',
  'OUTPUT ORDER',
  'COLLECT',
  'COLLECT SUM',
  'COLLECT MIN',
  'COLLECT MAX',
  'COLLECT COUNT',
];
const COMPARED = { '<': (n) => n < 0, '<=': (n) => n <= 0, '>': (n) => n > 0, '>=': (n) => n >= 0 };

// A value of a column that inputs often have.
function usual(random, type) {
  if (type !== 'number') return literal(random, type);
  const text = String(random.int(0, 12));
  return { text, run: () => decimal.parse(text) };
}

// true, false, or null: the value is not comparable.
function compared(sign, value, bound) {
  const order = value === null ? null : v.order(value, bound);
  return order === null ? null : COMPARED[sign](order);
}

function interval(random, type) {
  const [a, b] = [usual(random, type), usual(random, type)].sort((x, y) => v.order(x.run(), y.run()));
  const [low, high] = [random.pick(['>', '>=']), random.pick(['<', '<='])];
  return {
    text: `${low === '>' ? '(' : '['}${a.text}..${b.text}${high === '<' ? ')' : ']'}`,
    holds: (value) => both(compared(low, value, a.run()), compared(high, value, b.run())),
  };
}

function single(random, type) {
  const value = usual(random, type);
  if (type === 'boolean' || random.chance(40))
    return { text: value.text, holds: (each) => v.equal(each, value.run()) };
  if (random.chance(50)) return interval(random, type);
  const sign = random.pick(Object.keys(COMPARED));
  return { text: `${sign} ${value.text}`, holds: (each) => compared(sign, each, value.run()) };
}

// A cell: { text, holds(value, scope) }; the rule matches where every cell is true.
function cell(random, type, variables) {
  if (random.chance(30)) return { text: '-', holds: () => true };
  if (random.chance(4)) return { text: 'null', holds: (value) => value === null };
  if (random.chance(20)) {
    const tests = [single(random, type), single(random, type)];
    return {
      text: tests.map(({ text }) => text).join(', '),
      holds: (value) => tests.some((each) => each.holds(value)),
    };
  }
  if (random.chance(15)) {
    const test = single(random, type);
    return {
      text: `not(${test.text})`,
      holds(value) {
        const verdict = test.holds(value);
        return verdict === null ? v.reads('test') : !verdict;
      },
    };
  }
  const others = variables.filter((each) => each.type === type);
  if (type !== 'boolean' && others.length > 0 && random.chance(10)) {
    const { name } = random.pick(others);
    const sign = random.pick(Object.keys(COMPARED));
    return { text: `${sign} ${name}`, holds: (value, scope) => compared(sign, value, scope[name]) };
  }
  return single(random, type);
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const sum = (list) => (list.every((each) => v.kind(each) === 'number') ? list.reduce(decimal.add) : null);
function extreme(list, sign) {
  if (!v.reads('declared') && list.some((each) => v.kind(each) !== 'number')) return null;
  return list.reduce((a, b) => (sign * v.order(a, b) <= 0 ? a : b));
}

// What the hit policy makes of the outputs of the rules that match, in table order.
function combined(policy, outputs, ranked, fallback) {
  if (outputs.length === 0) {
    if (!v.reads('collect') || fallback !== null) return fallback;
    if (policy === 'COLLECT COUNT') return decimal.of(0);
    return ['RULE ORDER', 'OUTPUT ORDER', 'COLLECT'].includes(policy) ? [] : null;
  }
  switch (policy) {
    case 'UNIQUE':
      return outputs.length === 1 ? outputs[0] : null;
    case 'ANY':
      return outputs.every((each) => v.equal(each, outputs[0]) !== false) ? outputs[0] : null;
    case 'PRIORITY':
      return ranked(outputs)[0];
    case 'FIRST':
      return outputs[0];
    case 'OUTPUT ORDER':
      return ranked(outputs);
    case 'COLLECT SUM':
      return sum(outputs);
    case 'COLLECT MIN':
      return extreme(outputs, 1);
    case 'COLLECT MAX':
      return extreme(outputs, -1);
    case 'COLLECT COUNT':
      return decimal.of(
        v.reads('count') ? new Set(outputs.map((each) => JSON.stringify(v.code(each)))).size : outputs.length,
      );
    default:
      return outputs;
  }
}

// { xml, run(scope), policy } over some of the variables; `expressions` makes outputs that are no literals.
export function table(random, variables, expressions) {
  const policy = random.pick(POLICIES);
  const columns = variables
    .filter(({ type }) => ['number', 'string', 'boolean', 'date'].includes(type))
    .filter(() => random.chance(60))
    .slice(0, 4);
  if (columns.length === 0) columns.push(variables.find(({ type }) => type === 'number'));
  const ordered = policy === 'PRIORITY' || policy === 'OUTPUT ORDER';
  const aggregated = policy.startsWith('COLLECT ');
  const type = ordered ? 'string' : aggregated ? 'number' : random.pick(['number', 'string']);
  const priorities = ['high', 'mid', 'low'];
  const output = () => {
    if (ordered) {
      const text = random.pick(priorities);
      return { text: JSON.stringify(text), run: () => text };
    }
    if (policy === 'ANY' && random.chance(70))
      return {
        text: type === 'number' ? '7' : '"same"',
        run: () => (type === 'number' ? decimal.of(7) : 'same'),
      };
    return random.chance(20) ? expressions.make(type, 1) : literal(random, type);
  };
  const rules = Array.from({ length: random.int(1, 7) }, () => ({
    cells: columns.map((each) => cell(random, each.type, variables)),
    output: output(),
  }));
  const byDefault = random.chance(25) && !aggregated ? literal(random, type) : null;
  if (byDefault && ordered) Object.assign(byDefault, { text: '"low"', run: () => 'low' });
  const [name, aggregation] = policy.startsWith('COLLECT ') ? policy.split(' ') : [policy, null];
  const inputs = columns.map(
    (each, i) =>
      `<input id="ID_in${i}"><inputExpression id="ID_ie${i}" typeRef="${each.type}"><text>${each.name}</text></inputExpression></input>`,
  );
  const values = escaped(priorities.map((each) => JSON.stringify(each)).join(', '));
  const clause = [
    `<output id="ID_out" typeRef="${type}">`,
    ordered ? `<outputValues id="ID_ov"><text>${values}</text></outputValues>` : '',
    byDefault
      ? `<defaultOutputEntry id="ID_default"><text>${escaped(byDefault.text)}</text></defaultOutputEntry>`
      : '',
    '</output>',
  ].join('');
  const entry = (tag, id, { text }) => `<${tag} id="ID_${id}"><text>${escaped(text)}</text></${tag}>`;
  const written = rules.map(({ cells, output: out }, r) => {
    const entries = cells.map((each, c) => entry('inputEntry', `r${r}c${c}`, each));
    return `<rule id="ID_r${r}">${entries.join('')}${entry('outputEntry', `r${r}o`, out)}</rule>`;
  });
  const attributes = `hitPolicy="${name}"${aggregation ? ` aggregation="${aggregation}"` : ''}`;
  const xml = `<decisionTable id="ID_table" ${attributes}>${inputs.join('')}${clause}\n${written.join('\n')}</decisionTable>`;
  const ranked = (outputs) => [...outputs].sort((a, b) => priorities.indexOf(a) - priorities.indexOf(b));
  const run = (scope) => {
    const outputs = rules
      .filter(({ cells }) => cells.every(({ holds }, c) => holds(scope[columns[c].name], scope) === true))
      .map(({ output: out }) => (v.reads('declared') ? out.run(scope) : fitted(out.run(scope), type)));
    return combined(policy, outputs, ranked, byDefault ? byDefault.run() : null);
  };
  const single_ = !['RULE ORDER', 'OUTPUT ORDER', 'COLLECT'].includes(policy);
  return { xml, run, text: `${policy} table`, type: single_ ? type : `${type}s` };
}

// A value of the declared type, or the item of a list of one (10.3.2.9.4); else null.
export function fitted(value, type) {
  if (v.kind(value) === type) return value;
  if (v.reads('declared')) return Array.isArray(value) && value.length === 1 ? value[0] : value;
  return Array.isArray(value) && value.length === 1 && v.kind(value[0]) === type ? value[0] : null;
}
export { escaped };
