// The bytes behind a ticket's QR: version 1, key id 2, ticket id 12, event id 12, issue number 2, flags 1, signature 64.
// 94 bytes are 141 characters of base45: a QR code of version 6 at error correction M holds 154. No personal data.
import { fromBase45, toBase45 } from './base45.ts';

/** What a code says about itself; true only once its signature is verified. */
export interface TicketCode {
  /** Which of the event's signing keys signed it. */
  keyId: number;
  ticketId: string;
  eventId: string;
  /** Rises when the ticket gets a new code; codes with a lower number are dead. */
  issueNumber: number;
  /** Eight bits kept for later; 0 today. */
  flags: number;
}

const formatVersion = 1;
const contentBytes = 30;
const signatureBytes = 64;
const idPattern = /^[0-9a-f]{24}$/;

/** The bytes that are signed. Throws a RangeError when a field does not fit its place. */
export function packContent(code: TicketCode): Uint8Array {
  const bytes = new Uint8Array(contentBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, formatVersion);
  view.setUint16(1, within('keyId', code.keyId, 65_535));
  bytes.set(idBytes('ticketId', code.ticketId), 3);
  bytes.set(idBytes('eventId', code.eventId), 15);
  view.setUint16(27, within('issueNumber', code.issueNumber, 65_535));
  view.setUint8(29, within('flags', code.flags, 255));
  return bytes;
}

export function toText(content: Uint8Array, signature: Uint8Array): string {
  const bytes = new Uint8Array(contentBytes + signatureBytes);
  bytes.set(content);
  bytes.set(signature, contentBytes);
  return toBase45(bytes);
}

/** The signed bytes and the signature, or undefined for text that is no code of this version. */
export function split(text: string): { content: Uint8Array; signature: Uint8Array } | undefined {
  if (text.length !== ((contentBytes + signatureBytes) / 2) * 3) return undefined;
  const bytes = fromBase45(text);
  if (bytes?.[0] !== formatVersion) return undefined;
  return { content: bytes.subarray(0, contentBytes), signature: bytes.subarray(contentBytes) };
}

/** Reads a code without checking its signature; undefined for text that is no Turnout ticket. */
export function decodeTicketCode(text: string): TicketCode | undefined {
  const content = split(text)?.content;
  if (!content) return undefined;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return {
    keyId: view.getUint16(1),
    ticketId: toHex(content.subarray(3, 15)),
    eventId: toHex(content.subarray(15, 27)),
    issueNumber: view.getUint16(27),
    flags: view.getUint8(29),
  };
}

function within(field: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${field} must be a whole number from 0 to ${max}`);
}

function idBytes(field: string, id: string): Uint8Array {
  if (!idPattern.test(id)) throw new RangeError(`${field} must be 24 lower-case hex digits`);
  return Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
