// KIE's JIT executor, a native binary with an HTTP interface: it takes a model with every request, parses and compiles
// it, and answers. Started on a free port of this machine, ended with `stop()`.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(
  new URL('../node_modules/@kie-tools/jitexecutor-native/dist/linux/jitexecutor', import.meta.url),
);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export const installed = () => existsSync(binary);

export async function start() {
  chmodSync(binary, 0o755);
  const port = await freePort();
  const child = spawn(
    binary,
    [`-Dquarkus.http.port=${port}`, '-Dquarkus.http.host=127.0.0.1', '-Dquarkus.log.level=ERROR'],
    {
      stdio: 'ignore',
    },
  );
  process.on('exit', () => child.kill());
  const post = async (path, model, context) => {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, context }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`KIE answers ${response.status}: ${text.slice(0, 200)}`);
    return text;
  };
  for (let i = 0; ; ++i) {
    try {
      await fetch(`http://127.0.0.1:${port}/q/health`);
      break;
    } catch (error) {
      if (i === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    pid: child.pid,
    // The text of { decision name: value, … }, inputs included.
    evaluate: (model, context) => post('jitdmn', model, context),
    // With messages and a status for each decision.
    explain: (model, context) => post('jitdmn/dmnresult', model, context),
    // Nanoseconds that the binary has computed so far; the kernel counts in hundredths of a second.
    cpu() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 1e7;
    },
    stop: () => child.kill(),
  };
}

// JSON whose numbers keep all their digits, as { n: text }: KIE answers with 34 of them.
export function parseExactly(text) {
  let at = 0;
  const space = () => {
    while (' \t\r\n'.includes(text[at])) at += 1;
  };
  const word = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw new Error(`not JSON at ${at}`);
    at = pattern.lastIndex;
    return found[0];
  };
  function members(close, read) {
    at += 1;
    for (space(); text[at] !== close; space()) {
      if (text[at] === ',') at += 1;
      else read();
    }
    at += 1;
  }
  function value() {
    space();
    if (text[at] === '"') return JSON.parse(word(/"(?:[^"\\]|\\.)*"/y));
    if (text[at] === '[') {
      const out = [];
      members(']', () => out.push(value()));
      return out;
    }
    if (text[at] === '{') {
      const out = {};
      members('}', () => {
        const key = value();
        space();
        at += 1;
        out[key] = value();
      });
      return out;
    }
    const literal = word(/true|false|null|-?[\d.]+(?:[eE][+-]?\d+)?/y);
    return literal in LITERALS ? LITERALS[literal] : { n: literal };
  }
  return value();
}
const LITERALS = { true: true, false: false, null: null };
