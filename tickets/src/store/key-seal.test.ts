import { randomBytes } from 'node:crypto';
import { createKeySeal } from './key-seal.ts';

const seal = createKeySeal(randomBytes(32));

test('When a key is sealed and opened, then it comes back, and two seals of it differ', () => {
  const sealed = seal.seal('private', 'e1');
  expect(seal.open(sealed, 'e1')).toBe('private');
  expect(sealed).not.toContain(Buffer.from('private').toString('base64'));
  expect(seal.seal('private', 'e1')).not.toBe(sealed);
});

test('When the secret, the event or a byte is another, then it does not open', () => {
  const sealed = seal.seal('private', 'e1');
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => createKeySeal(randomBytes(32)).open(sealed, 'e1')).toThrow();
  expect(() => seal.open(sealed, 'e2')).toThrow();
  expect(() => seal.open(bytes.toString('base64'), 'e1')).toThrow();
});
