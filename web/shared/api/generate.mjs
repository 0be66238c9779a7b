// Writes the contract as TypeScript out of the OpenAPI document:
//   node shared/api/generate.mjs [api/openapi.json] [shared/api/types.generated.ts]
// Every schema of components becomes one interface or type; nothing else of the document is read.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [source = here('../../../api/openapi.json'), target = here('./types.generated.ts')] = process.argv.slice(2);

export function typeOf(schema) {
  if (schema === true || schema === undefined || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map(typeOf).join(' | ');
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  const plain = plainTypeOf(schema);
  return schema.nullable ? `${plain} | null` : plain;
}

function plainTypeOf(schema) {
  switch (schema.type) {
    case 'string': return 'string';
    case 'integer':
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    case 'null': return 'null';
    case 'array': {
      const item = typeOf(schema.items);
      return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    default:
      if (schema.properties) return `{ ${membersOf(schema).join('; ')} }`;
      if (schema.additionalProperties) return `Record<string, ${typeOf(schema.additionalProperties)}>`;
      return 'unknown';
  }
}

function membersOf(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return required.has(name) ? `${key}: ${typeOf(member)}` : `${key}?: ${typeOf(member)} | null`;
  });
}

export function generate(document) {
  const out = [`// Written by generate.mjs from ${document.info?.title ?? 'the OpenAPI document'}. Do not edit.`, ''];
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    if (schema.properties) out.push(`export interface ${name} {`, ...membersOf(schema).map((member) => `  ${member};`), '}', '');
    else out.push(`export type ${name} = ${typeOf(schema)};`, '');
  }
  return out.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, generate(JSON.parse(readFileSync(source, 'utf8'))));
  console.log(`${target} written`);
}
