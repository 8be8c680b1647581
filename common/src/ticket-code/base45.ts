// RFC 9285: two bytes become three characters that a QR code stores in its dense alphanumeric mode.
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 2) {
    const pair = index + 1 < bytes.length;
    const value = pair ? byteAt(bytes, index) * 256 + byteAt(bytes, index + 1) : byteAt(bytes, index);
    text += digit(value) + digit(Math.floor(value / 45)) + (pair ? digit(Math.floor(value / 2025)) : '');
  }
  return text;
}

/** Undefined for text that no bytes encode to, so that each value has exactly one spelling. */
export function fromBase45(text: string): Uint8Array | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 3) {
    const pair = index + 2 < text.length;
    const digits = Array.from(text.slice(index, index + 3), (character) => alphabet.indexOf(character));
    if (digits.includes(-1)) return undefined;
    const value = digits.reduceRight((sum, each) => sum * 45 + each, 0);
    if (value > (pair ? 65_535 : 255)) return undefined;
    if (pair) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return Uint8Array.from(bytes);
}

const digit = (value: number): string => alphabet.charAt(value % 45);
const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;
