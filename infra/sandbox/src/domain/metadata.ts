/** Stripe's rules for metadata: 50 keys of 40 characters, values of 500; an empty value removes its key. */
import { invalidRequest } from './stripe-error.ts';
import type { Metadata } from './objects.ts';

const maxKeys = 50;
const maxKeyLength = 40;
const maxValueLength = 500;

/** `update` is '' when the caller clears all metadata. */
export function mergeMetadata(current: Metadata, update: Metadata | '' | undefined): Metadata {
  if (update === undefined) return current;
  if (update === '') return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(update)) {
    assertPair(key, value);
    if (value === '') delete merged[key];
    else merged[key] = value;
  }
  const count = Object.keys(merged).length;
  if (count > maxKeys) {
    throw invalidRequest(`You can only set up to ${maxKeys} metadata keys, but you set ${count}.`, {
      param: 'metadata',
    });
  }
  return merged;
}

function assertPair(key: string, value: string): void {
  if (key.length > maxKeyLength) {
    throw invalidRequest(
      `Metadata keys can have up to ${maxKeyLength} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
      { param: 'metadata' },
    );
  }
  if (value.length > maxValueLength) {
    throw invalidRequest(
      `Metadata values can have up to ${maxValueLength} characters, but you passed in a value that is ${value.length} characters.`,
      { param: `metadata[${key}]` },
    );
  }
}
