// Signing keys at rest: AES-256-GCM, bound to their event, so that neither a stolen backup nor a swapped row signs tickets.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface KeySeal {
  seal(privateKey: string, eventId: string): string;
  /** Throws when the secret is another one or the row was tampered with. */
  open(sealed: string, eventId: string): string;
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** `secret` is 32 bytes. */
export function createKeySeal(secret: Buffer): KeySeal {
  return {
    seal(privateKey, eventId) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, secret, iv).setAAD(Buffer.from(eventId));
      const body = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, eventId) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(eventId))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
