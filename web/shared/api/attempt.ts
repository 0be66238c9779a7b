// Sends what may happen only once under an Idempotency-Key: sent again because no answer came, the same body goes out under the
// same key and makes nothing twice. After an answer the same body is a new one.
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export function sender<Asked, Answer>(send: (asked: Asked, headers: { 'idempotency-key': string }) => Promise<Answer>): (asked: Asked) => Promise<Answer> {
  const waiting = new Map<string, string>(); // body to key
  return async (asked) => {
    const body = JSON.stringify(asked);
    const key = waiting.get(body) ?? newKey();
    waiting.set(body, key);
    const answer = await send(asked, { 'idempotency-key': key });
    waiting.delete(body);
    return answer;
  };
}
