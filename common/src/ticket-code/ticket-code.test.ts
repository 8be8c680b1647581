import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { create as createQrCode } from 'qrcode';
import { fromBase45, toBase45 } from './base45.ts';
import { createTicketKeyPair, decodeTicketCode, signTicketCode, verifyTicketCode } from './index.ts';
import type { TicketCode } from './index.ts';

const keys = createTicketKeyPair();
const sample: TicketCode = {
  keyId: 1,
  ticketId: '0123456789abcdef01234567',
  eventId: 'fedcba9876543210fedcba98',
  issueNumber: 1,
  flags: 0,
};
const id = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const anyCode: fc.Arbitrary<TicketCode> = fc.record({
  keyId: fc.integer({ min: 0, max: 65_535 }),
  ticketId: id,
  eventId: id,
  issueNumber: fc.integer({ min: 0, max: 65_535 }),
  flags: fc.integer({ min: 0, max: 255 }),
});

describe('base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('When %j is encoded, then it reads as RFC 9285 says', (plain, encoded) => {
    expect(toBase45(Buffer.from(plain))).toBe(encoded);
    expect(Buffer.from(fromBase45(encoded) ?? []).toString()).toBe(plain);
  });

  test.each(['GGW', ':::', '::', 'A', 'BB8a', 'bb8', 'BB8\n', 'BB8ÄA'])(
    'When %j is decoded, then it is refused',
    (text) => {
      expect(fromBase45(text)).toBeUndefined();
    },
  );

  test('When any bytes are encoded and decoded, then they come back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(fromBase45(toBase45(bytes))).toEqual(bytes)));
  });
});

describe('ticket code', () => {
  test('When any code is signed, then it decodes to itself and verifies', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const text = signTicketCode(code, keys);
        expect(decodeTicketCode(text)).toEqual(code);
        expect(verifyTicketCode(text, keys.publicKey)).toBe(true);
      }),
    );
  });

  test('When a code is drawn, then it fits a QR code of version 6 at error correction M', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const text = signTicketCode(code, keys);
        expect(text).toHaveLength(141);
        const drawn = createQrCode([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
        expect(drawn.version).toBe(6);
      }),
      { numRuns: 20 },
    );
  });

  test('When any one character is changed, then it no longer verifies', () => {
    const text = signTicketCode(sample, keys);
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === '0' ? '1' : '0';
      expect(verifyTicketCode(text.slice(0, index) + other + text.slice(index + 1), keys.publicKey)).toBe(
        false,
      );
    }
  });

  test('When it was signed with another key, then it decodes but does not verify', () => {
    const text = signTicketCode(sample, createTicketKeyPair());
    expect(decodeTicketCode(text)).toEqual(sample);
    expect(verifyTicketCode(text, keys.publicKey)).toBe(false);
  });

  test('When the layout is looked at, then each field is where readers expect it', () => {
    const bytes = Buffer.from(
      fromBase45(signTicketCode({ ...sample, keyId: 0x0102, issueNumber: 0x0304, flags: 5 }, keys)) ?? [],
    );
    expect(bytes.subarray(0, 30).toString('hex')).toBe(`010102${sample.ticketId}${sample.eventId}030405`);
    expect(bytes).toHaveLength(94);
  });

  const valid = signTicketCode(sample, keys);
  const secondVersion = toBase45(
    Buffer.concat([Buffer.from([2]), (fromBase45(valid) ?? Buffer.alloc(0)).subarray(1)]),
  );
  test.each([
    ['nothing', ''],
    ['a web address', 'https://example.test/ticket/1'],
    ['a code cut short', valid.slice(0, -1)],
    ['a code with more behind it', `${valid}0`],
    ['lower case', valid.toLowerCase()],
    ['another version', secondVersion],
    ['characters outside base45', 'é'.repeat(141)],
  ])('When the text is %s, then it is no ticket code', (_what, text) => {
    expect(decodeTicketCode(text)).toBeUndefined();
    expect(verifyTicketCode(text, keys.publicKey)).toBe(false);
  });

  test.each([
    { ticketId: 'short' },
    { ticketId: 'ABCDEF0123456789ABCDEF01' },
    { eventId: '' },
    { issueNumber: 65_536 },
    { issueNumber: 1.5 },
    { keyId: -1 },
    { flags: 256 },
  ])('When %j does not fit, then signing throws', (over) => {
    expect(() => signTicketCode({ ...sample, ...over }, keys)).toThrow(RangeError);
  });
});
