import { randomBytes } from 'node:crypto';

/**
 * A new id: 24 hex digits (12 bytes, so that it fits a QR code), 6 bytes of milliseconds and 6 random ones.
 * Ids sort by age, which keeps index pages of recent rows together; they are no secrets.
 */
export function newId(): string {
  return Date.now().toString(16).padStart(12, '0') + randomBytes(6).toString('hex');
}
