// Random models: four to six decisions over the same inputs and over each other, as DMN 1.5 and as its meaning.
//
// Shape:  model(k) is always the same: { xml, inputs, decisions: [{ name, text, run, type }], rows }; a row is JSON.
import * as decimal from '../lib/decimal.mjs';
import { Random } from '../lib/random.mjs';
import { Expressions } from './expressions.mjs';
import { escaped, fitted, table } from './tables.mjs';
import * as v from './values.mjs';

const INPUTS = [
  { name: 'a', type: 'number' },
  { name: 'b', type: 'number' },
  { name: 's', type: 'string' },
  { name: 'f', type: 'boolean' },
  { name: 'd', type: 'date' },
  { name: 'l', type: 'numbers' },
];
const TYPE_REFS = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  numbers: 'tNumbers',
};

function jsonOf(random, type) {
  if (random.chance(7)) return null;
  switch (type) {
    case 'number':
      return random.chance(75) ? random.int(-3, 14) : random.int(-300, 1500) / 100;
    case 'string':
      return random.pick(['', 'a', 'ab', 'abc', 'B', 'a-b', '港湾', '😀a']);
    case 'boolean':
      return random.chance(50);
    case 'date':
      return `${random.int(1999, 2030)}-${random.pick(['01-31', '02-28', '03-01', '06-15', '12-31', '10-01'])}`;
    default:
      return Array.from({ length: random.int(0, 4) }, () => (random.chance(5) ? null : random.int(-3, 14)));
  }
}

// A row's JSON as the reference's value.
export function valueOf(json, type) {
  if (json === null) return null;
  if (type === 'date') return { day: v.dayOf(json) };
  if (type === 'number') return decimal.parse(String(json));
  return type === 'numbers' ? json.map((each) => valueOf(each, 'number')) : json;
}

const logic = (id, text) => `<literalExpression id="${id}"><text>${escaped(text)}</text></literalExpression>`;

// A context whose last entry is what it gives, with a variable of its own (10.2.1.4 of boxed contexts).
function boxed(expressions, type) {
  const first = expressions.make('number', 2);
  const outer = expressions.variables;
  expressions.variables = [...outer, { name: 'k', type: 'number' }];
  const result = expressions.make(type, 2);
  expressions.variables = outer;
  return {
    text: `{k: ${first.text}, result: ${result.text}}`,
    xml: (id) =>
      `<context id="${id}"><contextEntry id="${id}k"><variable id="${id}v" name="k"/>${logic(`${id}e`, first.text)}</contextEntry><contextEntry id="${id}r">${logic(`${id}x`, result.text)}</contextEntry></context>`,
    run: (scope) => result.run({ ...scope, k: first.run(scope) }),
  };
}

// if / then / else as a boxed conditional of DMN 1.4: what is neither boolean nor null makes null, not the else.
function conditional(expressions, type) {
  const [test, yes, no] = [
    expressions.make('boolean', 2),
    expressions.make(type, 1),
    expressions.make(type, 1),
  ];
  return {
    text: `if ${test.text} then ${yes.text} else ${no.text}`,
    xml: (id) =>
      `<conditional id="${id}"><if id="${id}i">${logic(`${id}ie`, test.text)}</if><then id="${id}t">${logic(`${id}te`, yes.text)}</then><else id="${id}e">${logic(`${id}ee`, no.text)}</else></conditional>`,
    run: (scope) => {
      const holds = test.run(scope) ?? false;
      return typeof holds === 'boolean' ? (holds ? yes : no).run(scope) : null;
    },
  };
}

function decision(random, name, variables) {
  const expressions = new Expressions(random, variables);
  if (random.chance(35)) {
    const made = table(random, variables, expressions);
    return { ...made, name, xml: made.xml.replaceAll('ID_', `${name}_`), typeRef: '' };
  }
  const type = random.pick([
    'number',
    'number',
    'string',
    'boolean',
    'boolean',
    'date',
    'days',
    'months',
    'numbers',
    'strings',
  ]);
  const made = random.chance(15)
    ? boxed(expressions, type)
    : random.chance(10)
      ? conditional(expressions, type)
      : expressions.make(type, random.int(2, 4));
  const declared = TYPE_REFS[type] && type !== 'numbers' && random.chance(50);
  return {
    name,
    type,
    text: made.text,
    xml: made.xml ? made.xml(`${name}_l`) : logic(`${name}_l`, made.text),
    typeRef: declared ? ` typeRef="${TYPE_REFS[type]}"` : '',
    run: declared ? (scope) => fitted(made.run(scope), type) : made.run,
  };
}

const requirement = (id, kind, target) =>
  `<informationRequirement id="${id}"><required${kind} href="#${target}"/></informationRequirement>`;

const definitions = (body) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:m">${body}</definitions>\n`;

// A model of one decision `d` without inputs.
export const oneDecision = (text) =>
  definitions(`<decision id="d" name="d"><variable id="v" name="d"/>${logic('l', text)}</decision>`);

export function model(k) {
  const random = new Random(k * 7919 + 17);
  const decisions = [];
  const variables = [...INPUTS];
  const count = random.int(4, 6);
  while (decisions.length < count) {
    const made = decision(random, `d${decisions.length + 1}`, variables);
    decisions.push(made);
    variables.push({ name: made.name, type: made.type });
  }
  const inputData = INPUTS.map(
    ({ name, type }) =>
      `<inputData id="in_${name}" name="${name}"><variable id="v_${name}" name="${name}" typeRef="${TYPE_REFS[type]}"/></inputData>`,
  );
  const written = decisions.map(({ name, xml, typeRef }, i) => {
    // A decision requires what its logic names: an engine may leave out what requires something that failed.
    const names = (each) =>
      new RegExp(`\\b${each.name}\\b`).test(xml.replace(/ (?:id|name|typeRef)="[^"]*"/g, ''));
    const needs = [
      ...INPUTS.filter(names).map((each) =>
        requirement(`${name}_n_${each.name}`, 'Input', `in_${each.name}`),
      ),
      ...decisions
        .slice(0, i)
        .filter(names)
        .map((each) => requirement(`${name}_n_${each.name}`, 'Decision', each.name)),
    ];
    return `<decision id="${name}" name="${name}"><variable id="v_${name}" name="${name}"${typeRef}/>${needs.join('')}${xml}</decision>`;
  });
  return {
    inputs: INPUTS,
    decisions,
    rows: Array.from({ length: 3 }, () =>
      Object.fromEntries(INPUTS.map(({ name, type }) => [name, jsonOf(random, type)])),
    ),
    xml: definitions(`<itemDefinition id="t1" name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
${inputData.join('\n')}\n${written.join('\n')}\n`),
  };
}

// What every decision gives for a row, by name.
export function answers({ inputs, decisions }, row) {
  const scope = Object.fromEntries(inputs.map(({ name, type }) => [name, valueOf(row[name], type)]));
  for (const { name, run } of decisions) scope[name] = run(scope) ?? null;
  return Object.fromEntries(decisions.map(({ name }) => [name, v.code(scope[name])]));
}
