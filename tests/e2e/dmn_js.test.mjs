// Models of ours in dmn-js, and models that dmn-js saves in the engine. Needs the built binary, no server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { launch } from './support.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const gangway = process.env.GANGWAY_BIN ?? join(root, 'build/release/gangway');
const dist = require.resolve('dmn-js/dist/dmn-modeler.production.min.js').replace(/[^/]*$/, '');
const styles = ['diagram-js', 'dmn-js-shared', 'dmn-js-drd', 'dmn-js-decision-table', 'dmn-js-decision-table-controls', 'dmn-js-literal-expression'];

const models = readdirSync(join(root, 'packs'), { recursive: true })
  .filter((path) => path.endsWith('.dmn')).sort().map((path) => `packs/${path}`);

let browser;
let page;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gangway-dmn-'));
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.setContent('<!doctype html><meta charset="utf-8"><div id="canvas" style="height:860px"></div>');
  for (const style of styles) await page.addStyleTag({ path: `${dist}assets/${style}.css` });
  await page.addScriptTag({ path: `${dist}dmn-modeler.production.min.js` });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

// Opens the model and each of its views: what dmn-js warned of, the views' kinds, and what the diagram shows.
const opened = (xml) => page.evaluate(async (text) => {
  const modeler = new globalThis.DmnJS({ container: '#canvas' });
  try {
    const { warnings } = await modeler.importXML(text, { open: false });
    const found = warnings.map(String);
    const kinds = [];
    let shapes = [];
    let edges = 0;
    for (const view of modeler.getViews()) {
      const result = await modeler.open(view);
      found.push(...result.warnings.map(String));
      kinds.push(view.type);
      if (view.type !== 'drd') continue;
      const all = modeler.getActiveViewer().get('elementRegistry').getAll().filter((each) => each.businessObject?.id && !each.labelTarget);
      shapes = all.filter((each) => !each.waypoints && each.businessObject.$type !== 'dmn:Definitions')
        .map(({ id, x, y, width, height }) => ({ id, x, y, width, height }));
      edges = all.filter((each) => each.waypoints).length;
    }
    return { warnings: found, kinds, shapes, edges };
  } finally {
    modeler.destroy();
  }
}, xml);

function overlapping(shapes) {
  const found = [];
  shapes.forEach((a, i) => shapes.slice(i + 1).forEach((b) => {
    const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
    if (!apart) found.push(`${a.id} and ${b.id}`);
  }));
  return found;
}

test('there are pack models', () => assert.ok(models.length > 10));

for (const model of models) {
  test(`dmn-js shows ${model}`, async () => {
    const xml = readFileSync(join(root, model), 'utf8');
    const { warnings, kinds, shapes, edges } = await opened(xml);
    assert.deepEqual(warnings, []);
    const count = (tag) => xml.split(`<${tag} `).length - 1;
    assert.equal(shapes.length, count('inputData') + count('decision') + count('knowledgeSource') + count('businessKnowledgeModel'));
    assert.equal(edges, count('informationRequirement') + count('knowledgeRequirement') + count('authorityRequirement'));
    assert.deepEqual(overlapping(shapes), []);
    assert.equal(kinds.filter((kind) => kind === 'drd').length, 1);
    assert.equal(kinds.length, 1 + count('decision'));
  });
}

function evaluate(model, decision, input) {
  const facts = join(folder, 'input.json');
  writeFileSync(facts, JSON.stringify(input));
  return JSON.parse(execFileSync(gangway, ['dmn', 'eval', model, '--decision', decision, '--input', facts], { encoding: 'utf8' }));
}

test('a model in the manner of Camunda Modeler opens without warnings and runs', async () => {
  const model = join(root, 'tests/dmn/modeler-1.3.dmn');
  assert.deepEqual((await opened(readFileSync(model, 'utf8'))).warnings, []);
  assert.equal(evaluate(model, 'points', { 'years of work': 6, degree: 'master', local: true }), 25);
  assert.equal(evaluate(model, 'class', { 'years of work': 6, degree: 'master', local: true }), 'A');
  assert.equal(evaluate(model, 'points', { 'years of work': 3, degree: 'doctorate', local: true }), 17);
  assert.equal(evaluate(model, 'class', { 'years of work': 1, degree: 'bachelor', local: false }), 'none');
});

test('what dmn-js saves after an edit runs, and can be laid out again', async () => {
  const source = join(root, 'tests/dmn/modeler-1.3.dmn');
  const saved = await page.evaluate(async (text) => {
    const modeler = new globalThis.DmnJS({ container: '#canvas' });
    await modeler.importXML(text);
    await modeler.open(modeler.getViews().find((view) => view.type === 'decisionTable'));
    const viewer = modeler.getActiveViewer();
    const cell = viewer.get('elementRegistry').get('LiteralExpression_1');
    viewer.get('modeling').editCell(cell.businessObject, '40');
    const { xml } = await modeler.saveXML({ format: true });
    modeler.destroy();
    return xml;
  }, readFileSync(source, 'utf8'));
  const model = join(folder, 'saved.dmn');
  writeFileSync(model, saved);
  assert.equal(evaluate(model, 'points', { 'years of work': 6, degree: 'master', local: true }), 55);
  const drawn = execFileSync(gangway, ['dmn', 'layout', model], { encoding: 'utf8' });
  const { warnings, shapes, edges } = await opened(drawn);
  assert.deepEqual(warnings, []);
  assert.equal(shapes.length, 7); // the note is one of them
  assert.equal(edges, 6);
  assert.deepEqual(overlapping(shapes), []);
});

test('dmn-js shows a model with decision services, and keeps their pages', async () => {
  const drawn = execFileSync(gangway, ['dmn', 'layout', join(root, 'tests/dmn/services-1.3.dmn')], { encoding: 'utf8' });
  const { warnings, shapes, edges } = await opened(drawn);
  assert.deepEqual(warnings, []);
  assert.deepEqual(overlapping(shapes), []);
  assert.equal(shapes.length, 13); // the services have pages of their own, which dmn-js does not show
  assert.equal(edges, 13);
  const saved = await page.evaluate(async (text) => {
    const modeler = new globalThis.DmnJS({ container: '#canvas' });
    await modeler.importXML(text);
    const { xml } = await modeler.saveXML({ format: true });
    modeler.destroy();
    return xml;
  }, drawn);
  assert.equal(saved.split('DMNDecisionServiceDividerLine>').length, 1 + 2 * 3);
  const model = join(folder, 'services.dmn');
  writeFileSync(model, saved);
  assert.equal(evaluate(model, '全家应缴', { 年龄: 30, 申请月数: 12 }), 686);
});
