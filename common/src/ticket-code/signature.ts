// Ed25519 over a ticket code: the event's private key signs, anyone with its public key verifies, offline too.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { packContent, split, toText } from './layout.ts';
import type { TicketCode } from './layout.ts';

/** An event's keys as they are kept and sent: base64url of the raw 32 bytes. The private one never leaves its service. */
export interface TicketKeyPair {
  publicKey: string;
  privateKey: string;
}

export function createTicketKeyPair(): TicketKeyPair {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  if (!x || !d) throw new Error('the platform exported an incomplete Ed25519 key');
  return { publicKey: x, privateKey: d };
}

/** The text of a ticket's QR code; the same input gives the same text. Throws a RangeError when a field does not fit. */
export function signTicketCode(code: TicketCode, keys: TicketKeyPair): string {
  const content = packContent(code);
  const key = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: keys.publicKey, d: keys.privateKey },
    format: 'jwk',
  });
  return toText(content, sign(null, content, key));
}

/** True when `text` is a ticket code signed by the key whose public half (base64url, raw 32 bytes) is given. Throws on a bad key. */
export function verifyTicketCode(text: string, publicKey: string): boolean {
  const parts = split(text);
  if (!parts) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, parts.content, key, parts.signature);
}
