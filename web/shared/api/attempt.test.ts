import { expect, test } from 'vitest';
import { sender } from './attempt';

test('what got no answer goes out again under the same key; after an answer the same is new', async () => {
  const keys: string[] = [];
  let fails = true;
  const send = sender((_asked: { question: string }, headers) => {
    keys.push(headers['idempotency-key']);
    return fails ? Promise.reject(new Error('no answer')) : Promise.resolve('made');
  });
  await expect(send({ question: 'a' })).rejects.toThrow('no answer');
  await expect(send({ question: 'b' })).rejects.toThrow('no answer');
  fails = false;
  expect(await send({ question: 'a' })).toBe('made');
  expect(await send({ question: 'a' })).toBe('made');
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[2]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
});

test('two presses at once are one attempt', async () => {
  const keys: string[] = [];
  const send = sender((_asked: string, headers) => {
    keys.push(headers['idempotency-key']);
    return Promise.resolve();
  });
  await Promise.all([send('a'), send('a')]);
  expect(keys[1]).toBe(keys[0]);
});
