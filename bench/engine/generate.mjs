// generate.mjs FOLDER [ROWS]: writes every workload into FOLDER/<name>/: workload.json (inputs, and what the reference
// answers), and the form that each peer in C++ or behind HTTP takes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { answerOf, cpp, dmn, dmnLoop } from './lib/peers.mjs';
import { workloads } from './lib/workloads.mjs';

const [folder, rows = '4096'] = process.argv.slice(2);
for (const workload of workloads(Number(rows))) {
  const where = `${folder}/${workload.name.replaceAll(' ', '_')}`;
  mkdirSync(where, { recursive: true });
  const write = (name, text) => writeFileSync(`${where}/${name}`, text);
  write('workload.json', JSON.stringify({ ...workload, answer: answerOf(workload) }));
  write('model.dmn', dmn(workload));
  write('loop.dmn', dmnLoop(workload));
  write('limit.cpp', cpp(workload));
}
