// A workload in the form that each peer takes. undefined: the peer cannot express it.
//
//   dmn     DMN 1.5 (gangway), or another version's namespace; `loop` adds a decision `answers` that invokes the
//           logic for every row of a list, for peers whose only interface takes a model with every request (KIE)
//   jdm     GoRules' decision graph
//   rules   json-rules-engine
//   feel    one FEEL expression (feelin)
//   cpp     hand-written C++, the limit
import { named, write } from './expression.mjs';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

// A cell as S-FEEL; GoRules reads the same notation, but an empty text for "-".
function cellText(test) {
  if (test === null) return '-';
  if ('equal' in test) return JSON.stringify(test.equal);
  if ('at_least' in test) return `>= ${test.at_least}`;
  if ('at_most' in test) return `<= ${test.at_most}`;
  return `[${test.low}..${test.high}]`;
}

// ---- DMN

const NAMESPACES = {
  1.5: 'https://www.omg.org/spec/DMN/20230324/MODEL/',
  1.1: 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
};
const TYPES = {
  numbers: 'tNumbers',
  stays: 'tStays',
  date: 'date',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
};
const ITEMS = `
<itemDefinition id="t1" name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
<itemDefinition id="t2" name="tStay"><itemComponent id="t3" name="year"><typeRef>number</typeRef></itemComponent>
<itemComponent id="t4" name="months"><typeRef>number</typeRef></itemComponent>
<itemComponent id="t5" name="region"><typeRef>string</typeRef></itemComponent></itemDefinition>
<itemDefinition id="t6" name="tStays" isCollection="true"><typeRef>tStay</typeRef></itemDefinition>`;

let requirements = 0;
const required = (kind, id) =>
  `<${kind}Requirement id="r_${(requirements += 1)}"><required${kind === 'knowledge' ? 'Knowledge' : id.startsWith('in_') ? 'Input' : 'Decision'} href="#${id}"/></${kind}Requirement>`;

const inputData = ({ name, type }) =>
  `<inputData id="in_${name}" name="${name}"><variable id="v_${name}" name="${name}" typeRef="${TYPES[type]}"/></inputData>\n`;

function decisionTable(workload) {
  const columns = workload.columns.map(
    ({ name, type }) =>
      `<input id="c_${name}"><inputExpression id="e_${name}" typeRef="${type}"><text>${name}</text></inputExpression></input>`,
  );
  const rules = workload.rules.map(
    (cells, r) =>
      `<rule id="rule_${r}">${cells.map((test, c) => `<inputEntry id="i_${r}_${c}"><text>${escaped(cellText(test))}</text></inputEntry>`).join('')}<outputEntry id="o_${r}"><text>${r}</text></outputEntry></rule>`,
  );
  return `<decisionTable id="table" hitPolicy="FIRST">${columns.join('')}<output id="out" name="answer" typeRef="number"/>\n${rules.join('\n')}</decisionTable>`;
}

function decision(id, type, requirements, logic) {
  const variable = `<variable id="v_${id}" name="${id}"${type ? ` typeRef="${TYPES[type]}"` : ''}/>`;
  return `<decision id="${id}" name="${id}">${variable}${requirements.join('')}${logic}</decision>\n`;
}

const literal = (id, text) =>
  `<literalExpression id="l_${id}"><text>${escaped(text)}</text></literalExpression>`;

function definitions(version, body) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${NAMESPACES[version]}" id="workload" name="workload" namespace="urn:workload">${body}</definitions>\n`;
}

export const answerOf = (workload) => (workload.kind === 'table' ? 'answer' : workload.steps.at(-1).name);
export const inputsOf = (workload) => workload.columns ?? workload.inputs;

export function dmn(workload) {
  const inputs = inputsOf(workload).map(inputData).join('');
  if (workload.kind === 'table') {
    const requirements = workload.columns.map(({ name }) => required('information', `in_${name}`));
    return definitions('1.5', inputs + decision('answer', 'number', requirements, decisionTable(workload)));
  }
  const given = new Set(workload.inputs.map(({ name }) => name));
  const decisions = workload.steps.map(({ name, type, tree }) =>
    decision(
      name,
      type,
      [...named(tree)].map((each) => required('information', given.has(each) ? `in_${each}` : each)),
      literal(name, write(tree, 'feel')),
    ),
  );
  return definitions('1.5', ITEMS + inputs + decisions.join(''));
}

// The reader of DMN 1.1 knows decision tables only.
export function dmn11(workload) {
  if (workload.kind !== 'table') return undefined;
  const inputs = workload.columns.map(inputData).join('');
  const requirements = workload.columns.map(({ name }) => required('information', `in_${name}`));
  return definitions('1.1', inputs + decision('answer', null, requirements, decisionTable(workload)));
}

// One knowledge model with the logic, invoked for every row of the input `rows`: a request's fixed costs (parsing
// and compiling the model) are then spread over many decisions. Steps become entries of one context.
export function dmnLoop(workload) {
  const inputs = inputsOf(workload);
  const parameters = inputs.map(({ name }) => `<formalParameter id="p_${name}" name="${name}"/>`).join('');
  const body =
    workload.kind === 'table'
      ? decisionTable(workload)
      : `<context id="ctx">${workload.steps
          .map(
            ({ name, tree }) =>
              `<contextEntry id="ce_${name}"><variable id="cv_${name}" name="${name}"/>${literal(name, write(tree, 'feel'))}</contextEntry>`,
          )
          .join(
            '\n',
          )}<contextEntry id="ce_result">${literal('result', answerOf(workload))}</contextEntry></context>`;
  const knowledge = `<businessKnowledgeModel id="logic" name="logic"><variable id="v_logic" name="logic"/><encapsulatedLogic id="f">${parameters}${body}</encapsulatedLogic></businessKnowledgeModel>\n`;
  const argument = ({ name, type }) => (type === 'date' ? `date(row.${name})` : `row.${name}`);
  const call = `for row in rows return logic(${inputs.map(argument).join(', ')})`;
  return definitions(
    '1.5',
    `<inputData id="in_rows" name="rows"><variable id="v_rows" name="rows"/></inputData>\n${knowledge}${decision('answers', null, [required('information', 'in_rows'), required('knowledge', 'logic')], literal('answers', call))}`,
  );
}

// ---- GoRules

// `loop`: one evaluation takes { rows } and decides each of them.
export function jdm(workload, { loop = false } = {}) {
  const mode = loop
    ? { executionMode: 'loop', inputField: 'rows', outputPath: 'answers' }
    : { executionMode: 'single' };
  const position = { x: 0, y: 0 };
  const logic =
    workload.kind === 'table'
      ? {
          id: 'logic',
          type: 'decisionTableNode',
          name: 'logic',
          position,
          content: {
            ...mode,
            hitPolicy: 'first',
            passThrough: false,
            inputs: workload.columns.map(({ name }) => ({ id: name, name, field: name })),
            outputs: [{ id: 'answer', name: 'answer', field: 'answer' }],
            rules: workload.rules.map((cells, r) => ({
              _id: `rule_${r}`,
              ...Object.fromEntries(cells.map((test, c) => [`x${c}`, test === null ? '' : cellText(test)])),
              answer: String(r),
            })),
          },
        }
      : {
          id: 'logic',
          type: 'expressionNode',
          name: 'logic',
          position,
          content: {
            ...mode,
            passThrough: false,
            expressions: workload.steps.map(({ name, tree }) => ({
              id: name,
              key: name,
              value: write(tree, 'zen', (each) =>
                workload.steps.some((step) => step.name === each) ? `$.${each}` : each,
              ),
            })),
          },
        };
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      logic,
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'e1', type: 'edge', sourceId: 'in', targetId: 'logic' },
      { id: 'e2', type: 'edge', sourceId: 'logic', targetId: 'out' },
    ],
  };
}

// ---- json-rules-engine

// It has conditions, but no expressions.
export function rules(workload) {
  if (workload.kind !== 'table') return undefined;
  const conditions = (test, fact) => {
    if (test === null) return [];
    if ('equal' in test) return [{ fact, operator: 'equal', value: test.equal }];
    const out = [];
    const low = test.at_least ?? test.low;
    const high = test.at_most ?? test.high;
    if (low !== undefined) out.push({ fact, operator: 'greaterThanInclusive', value: low });
    if (high !== undefined) out.push({ fact, operator: 'lessThanInclusive', value: high });
    return out;
  };
  return workload.rules.map((cells, r) => ({
    conditions: { all: cells.flatMap((test, c) => conditions(test, `x${c}`)) },
    event: { type: 'hit', params: { rule: r } },
    priority: workload.rules.length - r,
  }));
}

// ---- FEEL text

// A table as a list of rules: the number of the first one whose tests hold. A step as an entry of a context.
export function feel(workload) {
  if (workload.kind === 'table') {
    const one = (test, name) => {
      if (test === null) return [];
      if ('equal' in test) return [`${name} = ${JSON.stringify(test.equal)}`];
      return 'low' in test
        ? [`${name} >= ${test.low}`, `${name} <= ${test.high}`]
        : [`${name} ${cellText(test)}`];
    };
    const test = (cells) => cells.flatMap((each, c) => one(each, `x${c}`)).join(' and ');
    const last = workload.rules.length - 1;
    return workload.rules
      .map((cells, r) => (r === last ? `${r}` : `if ${test(cells)} then ${r} else `))
      .join('');
  }
  if (workload.steps.length === 1) return write(workload.steps[0].tree, 'feel');
  return `{${workload.steps.map(({ name, tree }) => `${name}: ${write(tree, 'feel')}`).join(', ')}}.${answerOf(workload)}`;
}

// ---- C++

const CPP_TYPES = { number: 'double', boolean: 'bool', date: 'std::int32_t', string: 'std::string_view' };

function cppTable(workload) {
  const categories = [...new Set(workload.rules.map(([first]) => first?.equal).filter(Boolean))].sort();
  const tests = (test, c) => {
    if (test === null) return [];
    if ('equal' in test) return [`x${c} == ${categories.indexOf(test.equal)}`];
    if ('at_least' in test) return [`x${c} >= ${test.at_least}`];
    if ('at_most' in test) return [`x${c} <= ${test.at_most}`];
    return [`x${c} >= ${test.low}`, `x${c} <= ${test.high}`];
  };
  const body = workload.columns.map(
    ({ name, type }, c) => `const auto ${name} = in.${type === 'string' ? 'codes' : 'numbers'}[${c}][n];`,
  );
  for (const [r, cells] of workload.rules.entries()) {
    const conditions = cells.flatMap(tests);
    body.push(conditions.length > 0 ? `if (${conditions.join(' && ')}) return ${r};` : `return ${r};`);
  }
  return { answer: 'std::int32_t', categories, body };
}

function cppProgram(workload) {
  const given = new Set(workload.inputs.map(({ name }) => name));
  const name = (each) => (given.has(each) ? `row.${each}` : each);
  const body = workload.steps.map(
    (step) => `const ${CPP_TYPES[step.type]} ${step.name} = ${write(step.tree, 'cpp', name)};`,
  );
  const answer = CPP_TYPES[workload.steps.at(-1).type];
  return {
    answer,
    categories: [],
    body: ['const auto& row = in.rows[n];', ...body, `return ${answerOf(workload)};`],
  };
}

// What a programmer would write: comparisons of integers in the order of the rules; an expression for each step.
export function cpp(workload) {
  const { answer, categories, body } = workload.kind === 'table' ? cppTable(workload) : cppProgram(workload);
  return `// ${workload.name}
#include "limit.h"

static ${answer} decide(const Columns& in, std::size_t n) {
${body.map((line) => `  ${line}\n`).join('')}}

int main() {
  limit::Limit<${answer}, decide> peer({${categories.map((each) => JSON.stringify(each)).join(', ')}});
  return gangway::bench::serve(peer);
}
`;
}
