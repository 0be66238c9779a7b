import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generate } from './generate.mjs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it('types.generated.ts is what api/openapi.json says now: npm run generate', () => {
  expect(read('./types.generated.ts')).toBe(generate(JSON.parse(read('../../../api/openapi.json'))));
});
