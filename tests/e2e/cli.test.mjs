// The command line with bad input: one clear line on standard error, exit code 2, nothing on standard output, whatever is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { languages } from './support.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const gangway = process.env.GANGWAY_BIN ?? join(root, 'build/release/gangway');
const folder = mkdtempSync(join(tmpdir(), 'gangway-cli-'));
after(() => rmSync(folder, { recursive: true }));

const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const emptyFolder = join(folder, 'empty');
mkdirSync(emptyFolder);

function run(args, { input = '', env = {} } = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(gangway, args, { cwd: root, input, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 });
  // It stops reading what is too large, and the pipe breaks.
  if (error?.code !== 'EPIPE') assert.equal(error, undefined);
  assert.equal(signal, null, stderr);
  return { status, stdout, stderr };
}

// `says` is what the English line names: the place, and what is wrong there.
function refused(args, says, options) {
  for (const lang of languages) {
    const { status, stdout, stderr } = run([...args, '--lang', lang], options);
    assert.equal(status, 2, `${stdout}${stderr}`);
    assert.equal(stdout, '');
    assert.match(stderr, /^gangway: [^\n]+\n$/u, 'one line');
    assert.ok(stderr.length < 500, `${stderr.length} characters are no clear line`);
    assert.doesNotMatch(stderr.slice(0, -1), /[\u0000-\u001f\u007f]/u);
    assert.doesNotMatch(stderr, /\{\w+\}/u, 'no placeholder is left');
    assert.equal(/\p{Script=Han}/u.test(stderr), lang === 'zh', stderr);
    if (lang === 'en') assert.match(stderr, says);
  }
}

const deep = 5 * 1024 * 1024;
const badFacts = [
  ['broken JSON', '{"person.healthy":', /breaks off at line 1, column 19/],
  ['no JSON', "{'person.healthy': true}", /not JSON at line 1, column 2/],
  ['something after the object', '{} x', /not JSON at line 1, column 4/],
  ['an empty file', '', /empty/],
  ['only white space', ' \n', /empty/],
  ['a list', '[]', /one JSON object/],
  ['null', 'null', /one JSON object/],
  ['a wrong type', '{"person.healthy":"perhaps"}', /\/person\.healthy: This must be true or false/],
  ['an unknown id', '{"person.nothing":true}', /\/person\.nothing: There is no such fact/],
  ['an id with an escape', '{"a/b~\\u0007":true}', /\/a~1b~0\ufffd: There is no such fact/],
  ['an impossible date', '{"person.birth_date":"2023-02-30"}', /\/person\.birth_date: This is not a date/],
  ['10 MB of nesting', '['.repeat(deep) + ']'.repeat(deep), /too large/],
  ['nesting within the size', '['.repeat(1_000_000) + ']'.repeat(1_000_000), /too deep/],
  ['bad UTF-8', Buffer.from([...Buffer.from('{"person.healthy":"'), 0xc3, 0x28, ...Buffer.from('"}')]), /line 1, column 20 is not UTF-8/],
  ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), /not JSON at line 1, column 1/],
  ['a NUL byte', Buffer.from([0x7b, 0x7d, 0]), /not JSON at line 1, column 3/],
  ['NaN', '{"work.offer_salary_cny":NaN}', /not JSON at line 1, column 26/],
  ['a number beyond double', '{"work.offer_salary_cny":1e400}', /too large or too small/],
  ['a number beyond any sum', '{"work.offer_salary_cny":1e47}', /\/work\.offer_salary_cny: This number must be 1000000000000000 or less/],
  ['many digits', '{"work.offer_salary_cny":123456789012345678901234567890}', /or less/],
  ['a huge number as text', '{"work.offer_salary_cny":"1e7000"}', /\/work\.offer_salary_cny: This must be a number/],
  ['a negative salary', '{"work.offer_salary_cny":-1}', /must be 0 or more/],
  ['half a level', '{"language.hsk_level":2.5}', /whole number/],
  ['a fact twice', '{"person.healthy":true,"person.healthy":false}', /stood there before/],
  ['a year that is none', '{"work.years":{"22":{}}}', /\/work\.years\/22: A year/],
  ['a column that is none', '{"work.years":{"2022":{"wage":1}}}', /\/work\.years\/2022\/wage: The table has no such column/],
  ['three faults', '{"person.nothing":1,"person.never":2,"person.healthy":3}', /\/person\.nothing: .*\(and 2 more\)/],
];

const assess = (...more) => ['assess', '--packs', 'packs', '--region', 'cn-31', '--as-of', '2024-04-15', ...more];

for (const [index, [name, content, says]] of badFacts.entries()) {
  test(`assess: ${name}`, () => {
    refused(assess('--facts', file(`facts-${index}.json`, content)), says);
    refused(assess('--facts', '-'), new RegExp(`standard input.*${says.source}`, says.flags), { input: content });
  });
}

test('assess: files that are none', () => {
  refused(assess('--facts', folder), /This is a folder/);
  refused(assess('--facts', join(folder, 'nowhere.json')), /cannot be opened/);
  refused(assess('--facts', '/proc/self/mem'), /cannot be read/);
  refused(assess('--facts', 'line one\nline two\u001b[31m'), /line one\ufffdline two\ufffd\[31m: This file cannot be opened/);
});

test('assess: options that make no sense', () => {
  const good = file('good.json', '{}');
  refused(['assess', '--packs', 'packs', '--region', 'xx-99', '--facts', good], /--region: There are no rules for this place, xx-99/);
  refused(['assess', '--packs', 'packs', '--region', 'cn-31', '--as-of', '2023-02-30', '--facts', good], /--as-of: This is not a date/);
  refused(['assess', '--packs', 'packs', '--region', 'cn-31', '--as-of', '1950-01-01', '--facts', good], /--as-of: /);
  refused(assess('--facts', good, '--route', 'pr-nothing'), /--route: There is no such route, pr-nothing/);
  refused(['assess', '--packs', folder, '--region', 'cn-31', '--facts', good], /pack check/);
  refused(['assess', '--packs', good, '--region', 'cn-31', '--facts', good], /no such folder/);
});

test('assess: a byte order mark does no harm', () => {
  const { status, stdout, stderr } = run(assess('--facts', file('bom.json', '\ufeff{}')));
  assert.deepEqual([status, stderr], [0, '']);
  assert.equal(JSON.parse(stdout).region, 'cn-31');
});

test('the command line itself', () => {
  // What does not parse is said in the language of the environment.
  for (const [args, says] of [[[], /subcommand/], [['nosuch'], /“nosuch” is not understood/], [['assess'], /--region is required/], [['assess', '--facts', 'x'], /--region/], [['workdays'], /subcommand/], [['workdays', 'add', '2026-09-28'], /count is required/], [['serve', '--port', '99999'], /--port/], [['dmn', 'eval'], /model/], [['pack', 'check'], /directory is required/], [['feel'], /expression is required/]]) {
    const { status, stdout, stderr } = run(args, { env: { LC_ALL: 'en_GB.UTF-8' } });
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    assert.match(stderr, /^gangway: [^\n]+ Run with --help [^\n]+\n$/u);
    assert.match(stderr, says);
  }
  assert.equal(run(['--help']).status, 0);
});

test('workdays', () => {
  assert.equal(run(['workdays', 'add', '2026-09-28', '15', '--packs', 'packs']).stdout, '2026-10-23\n');
  const add = (...args) => ['workdays', 'add', '--packs', 'packs', ...args];
  for (const day of ['2026-02-30', '28.9.2026', '', '2026-09-28T00:00', 'line\nbreak']) refused(add(day, '3'), /This is not a date/);
  for (const count of ['-1', '1.5', 'abc', '', '99999999999999999999', '4001']) refused(add('2026-09-28', count), /whole number from 0 to 4000/);
  refused(add('2027-01-04', '3'), /Not known/);
  refused(add('2026-12-30', '3'), /Not known/);
});

test('feel', () => {
  assert.equal(run(['feel', '1 + 1']).stdout, '2\n');
  refused(['feel', '1 +'], /character 4: F1102: The expression is not finished/);
  refused(['feel', ''], /character 1: F1102/);
  refused(['feel', '('.repeat(50_000)], /F1103/);
  refused(['feel', 'if'], /character/);
  refused(['feel', 'x', '--context', file('list.json', '[]')], /must be an object/);
  refused(['feel', 'x', '--context', file('broken.json', '{"x":')], /breaks off/);
  refused(['feel', 'x', '--context', folder], /folder/);
});

test('dmn eval', () => {
  const model = 'tests/dmn/permit-1.5.dmn';
  const evaluate = (...args) => ['dmn', 'eval', ...args];
  const points = (...args) => evaluate(model, '--decision', 'points', ...args);
  assert.equal(run(points()).status, 0);
  refused(evaluate('nowhere.dmn', '--decision', 'points'), /cannot be opened/);
  refused(evaluate(folder, '--decision', 'points'), /folder/);
  refused(evaluate(file('empty.dmn', ''), '--decision', 'points'), /not well-formed XML/);
  refused(evaluate(file('other.dmn', '<html/>'), '--decision', 'points'), /D1010/);
  refused(evaluate(file('entity.dmn', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), '--decision', 'points'), /D1003/);
  refused(evaluate(model, '--decision', 'nothing'), /no decision named nothing/);
  refused(points('--unknown', 'nothing'), /no input named nothing/);
  refused(points('--input', file('input-list.json', '[]')), /must be an object/);
  refused(points('--input', file('input-name.json', '{"nothing":1}')), /\/nothing: The model has no input named nothing/);
  refused(points('--input', file('input-broken.json', '{')), /breaks off/);
  refused(points('--input', folder), /folder/);
});

test('dmn: what a model imports', () => {
  const models = join(folder, 'models');
  mkdirSync(join(models, 'parts'), { recursive: true });
  const type = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
  const definitions = (name, body) => `<definitions xmlns="${type}" name="${name}" namespace="urn:${name}">\n${body}</definitions>`;
  const fees = definitions('fees', `<inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
    <decision id="fee" name="fee"><variable name="fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#age"/></informationRequirement>
    <literalExpression><text>if age &lt; 16 then 60 else 120</text></literalExpression></decision>`);
  writeFileSync(join(models, 'parts', 'fees.dmn'), fees);
  writeFileSync(join(folder, 'outside.dmn'), fees);
  const model = (location) => file('models/model.dmn', definitions('model', `<import name="fees" namespace="urn:fees" importType="${type}" locationURI="${location}"/>
    <decision id="total" name="total"><variable name="total" typeRef="number"/>
    <informationRequirement><requiredDecision href="urn:fees#fee"/></informationRequirement>
    <literalExpression><text>fees.fee + 10</text></literalExpression></decision>`));
  const evaluate = (path, input) => ['dmn', 'eval', path, '--decision', 'total', '--input', file('age.json', JSON.stringify(input))];
  const good = model('parts/fees.dmn');
  for (const input of [{ age: 12 }, { 'fees.age': 12 }]) assert.deepEqual(run(evaluate(good, input)), { status: 0, stdout: '70\n', stderr: '' });
  assert.equal(run([...evaluate(good, {}), '--unknown', 'age']).stdout, '{"unknown":[0]}\n');
  assert.deepEqual(run(['dmn', 'check', good, '--lang', 'en']), { status: 0, stdout: 'Decision tables: 0, rules: 0. Errors: 0, warnings: 0, notes: 0.\n', stderr: '' });
  for (const [location, says] of [['parts/none.dmn', /D1104: Line 2, fees: the imported model “parts\/none\.dmn” was not found/], ['../outside.dmn', /D1109: Line 2, fees: the import “\.\.\/outside\.dmn” leads out of this model’s folder/]]) {
    const bad = model(location);
    refused(evaluate(bad, {}), says);
    const checked = run(['dmn', 'check', bad, '--lang', 'en']);
    assert.equal(checked.status, 1);
    assert.match(checked.stdout, new RegExp(`model\\.dmn:2: error ${says.source.slice(0, 5)} `));
  }
});

test('dmn tck', () => {
  refused(['dmn', 'tck', join(folder, 'nowhere')], /no such folder/);
  refused(['dmn', 'tck', emptyFolder], /No test case files/);
  refused(['dmn', 'tck', file('kit', '')], /no such folder/);
});

test('pack check', () => {
  refused(['pack', 'check', join(folder, 'nowhere')], /no such folder/);
  refused(['pack', 'check', file('packs', '')], /no such folder/);
  // A folder that was checked and found wanting is an answer: it says everything, on standard output.
  const { status, stdout, stderr } = run(['pack', 'check', emptyFolder, '--lang', 'en']);
  assert.deepEqual([status, stderr], [1, '']);
  assert.match(stdout, /cn\/pack\.yaml: The national pack is missing/);
});

test('serve and db', () => {
  const serve = (...args) => ['serve', '--packs', 'packs', '--port', '0', '--data', join(folder, 'data'), ...args];
  refused(serve('--clock', 'yesterday'), /--clock/);
  refused(serve('--trusted-proxy', '300.1.1.1'), /--trusted-proxy/);
  refused(serve('--region', 'xx-99'), /--region: There are no rules/);
  refused(['serve', '--packs', join(folder, 'nowhere'), '--port', '0'], /no such folder/);
  refused(['db', 'verify', '--data', emptyFolder], /no database/);
  refused(['db', 'backup', '--data', emptyFolder, join(folder, 'copy.db')], /no database/);
  refused(['openapi', '--output', join(folder, 'no', 'where.json')], /cannot be written/);
});
