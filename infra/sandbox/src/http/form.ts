/** Reads form parameters as Stripe does: everything arrives as text, and a name that is not known is refused. */
import { invalidRequest } from '../domain/stripe-error.ts';
import type { Metadata } from '../domain/objects.ts';

export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type Form = Record<string, FormValue>;
export type Reader<T> = (value: FormValue, param: string) => T;
export type Readers = Record<string, Reader<unknown>>;
export type Read<S extends Readers> = { [K in keyof S]?: ReturnType<S[K]> };

/** Throws `parameter_unknown` for a name outside `readers`; empty text unsets a parameter, so it is left out. */
export function readForm<S extends Readers>(form: Form, readers: S, path = ''): Read<S> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(form)) {
    const param = path ? `${path}[${name}]` : name;
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!reader) {
      throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
    }
    result[name] = reader(value, param);
  }
  return result as Read<S>;
}

export function required<T>(value: T | undefined, param: string): T {
  if (value !== undefined) return value;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

export function text(maxLength = 5000): Reader<string> {
  return (value, param) => {
    if (typeof value !== 'string')
      throw invalidRequest(`Invalid string: ${JSON.stringify(value)}`, { param });
    if (value.length > maxLength) {
      throw invalidRequest(`Invalid string: must be at most ${maxLength} characters`, { param });
    }
    return value;
  };
}

export const integer: Reader<number> = (value, param) => {
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw invalidRequest(`Invalid integer: ${shown}`, { code: 'parameter_invalid_integer', param });
};

export const bool: Reader<boolean> = (value, param) => {
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalidRequest(`Invalid boolean: ${JSON.stringify(value)}`, { param });
};

export function oneOf<T extends string>(...allowed: T[]): Reader<T> {
  return (value, param) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found) return found;
    throw invalidRequest(`Invalid ${param}: must be one of ${allowed.join(', ')}`, { param });
  };
}

export const webUrl: Reader<string> = (value, param) => {
  const url = text()(value, param);
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw invalidRequest('Not a valid URL', { code: 'url_invalid', param });
};

export function listOf<T>(reader: Reader<T>, maxLength = 100): Reader<T[]> {
  return (value, param) => {
    if (typeof value === 'string') throw invalidRequest('Invalid array', { param });
    const items = Object.values(value);
    if (items.length > maxLength)
      throw invalidRequest(`Invalid array: at most ${maxLength} items`, { param });
    return items.map((item, index) => reader(item, `${param}[${index}]`));
  };
}

export function object<S extends Readers>(readers: S): Reader<Read<S>> {
  return (value, param) => {
    if (isForm(value)) return readForm(value, readers, param);
    throw invalidRequest('Invalid object', { param });
  };
}

export const metadata: Reader<Metadata | ''> = (value, param) => {
  if (value === '') return '';
  if (!isForm(value)) throw invalidRequest('Invalid object', { param });
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, text(Infinity)(item, `${param}[${key}]`)]),
  );
};

/** For parameters that Stripe acts on and that have no effect here. */
export const anything: Reader<FormValue> = (value) => value;

function isForm(value: FormValue): value is Form {
  return typeof value === 'object' && !Array.isArray(value);
}
