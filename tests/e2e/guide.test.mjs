// Every command that docs/dmn.md shows, run, and its output compared: tests/guide/*.txt. A line "$ gangway …" is a command, the
// lines up to the next one (or a tag) are what it says; "(exit 1)" after them is its exit code.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const gangway = process.env.GANGWAY_BIN ?? join(root, 'build/release/gangway');
const scratch = mkdtempSync(join(tmpdir(), 'gangway-guide-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

function steps(text) {
  const found = [];
  for (const line of text.split('\n')) {
    if (/^# (doc|end): /.test(line)) continue;
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), output: [], code: 0 });
    else if (/^\(exit \d+\)$/.test(line)) found.at(-1).code = Number(line.match(/\d+/)[0]);
    else found.at(-1)?.output.push(line);
  }
  return found.map((step) => ({ ...step, output: step.output.join('\n').trim() }));
}

// Files that a command writes go to a scratch folder; those it reads lie where they say.
const words = (command) => command.split(' ').slice(1)
  .map((word) => word.replace(/^'(.*)'$/, '$1')).map((word) => word.replace(/^\/tmp\//, `${scratch}/`));

for (const file of readdirSync(join(root, 'tests/guide')).filter((name) => name.endsWith('.txt'))) {
  for (const { command, output, code } of steps(readFileSync(join(root, 'tests/guide', file), 'utf8'))) {
    test(command, () => {
      const name = command.split(' ')[0];
      const program = name === 'gangway' ? gangway : name;
      assert.ok(['gangway', 'mkdir', 'cp'].includes(name));
      const run = spawnSync(program, words(command), { cwd: root, encoding: 'utf8', env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' } });
      assert.equal(`${run.stdout}${run.stderr}`.replaceAll(`${scratch}/`, '/tmp/').trim(), output);
      assert.equal(run.status, code);
    });
  }
}
