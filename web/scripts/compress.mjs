// Writes .gz and .br beside every text file of the build, so that the server only has to choose.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const built = fileURLToPath(new URL(`../../build/web/${process.argv[2] ?? 'portal'}`, import.meta.url));
let files = 0;
for (const name of readdirSync(built, { recursive: true })) {
  const path = join(built, String(name));
  if (!statSync(path).isFile() || !/\.(html|js|css|svg|json)$/.test(path)) continue;
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  files += 1;
}
console.log(`${files} files compressed`);
