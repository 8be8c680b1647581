// What arrives as strings (path, query, headers) is declared once, checked by express-validator and described in OpenAPI.
import { header, matchedData, param as pathParam, query, validationResult } from 'express-validator';
import type { ValidationChain } from 'express-validator';
import type { Request } from 'express';
import { AppError } from '../errors/index.ts';
import type { ErrorDetail } from '../errors/index.ts';

/** One string parameter that becomes a `T`; `requirement` completes the sentence "… must be …". */
export interface Param<T> {
  readonly schema: Record<string, unknown>;
  readonly requirement: string;
  readonly required: boolean;
  check(chain: ValidationChain): ValidationChain;
  /** The same parameter, absent allowed. */
  optional(): Param<T | undefined>;
  /** The same parameter with a value for when it is absent. */
  default(value: T): Param<T>;
  readonly fallback?: T;
}

export type Params = Readonly<Record<string, Param<unknown>>>;
export type ParamValues<P extends Params> = { [K in keyof P]: P[K] extends Param<infer T> ? T : never };

interface ParamDefinition {
  schema: Record<string, unknown>;
  requirement: string;
  check(chain: ValidationChain): ValidationChain;
}

function define<T>(definition: ParamDefinition): Param<T> {
  return {
    ...definition,
    required: true,
    optional: () => ({ ...define<T | undefined>(definition), required: false }),
    default: (value) => ({
      ...define<T>({ ...definition, schema: { ...definition.schema, default: value } }),
      required: false,
      fallback: value,
    }),
  };
}

/** The kinds of parameters there are. */
export const param = {
  id: () =>
    define<string>({
      schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
      requirement: 'an id',
      check: (chain) => chain.matches(/^[A-Za-z0-9_-]{1,64}$/),
    }),
  text: ({ max, min = 1 }: { max: number; min?: number }) =>
    define<string>({
      schema: { type: 'string', minLength: min, maxLength: max },
      requirement: `a text of ${min} to ${max} characters`,
      check: (chain) => chain.trim().isLength({ min, max }),
    }),
  int: ({ min, max }: { min: number; max: number }) =>
    define<number>({
      schema: { type: 'integer', minimum: min, maximum: max },
      requirement: `a whole number from ${min} to ${max}`,
      check: (chain) =>
        chain
          .matches(/^(0|-?[1-9]\d*)$/)
          .bail()
          .isInt({ min, max })
          .bail()
          .toInt(),
    }),
  bool: () =>
    define<boolean>({
      schema: { type: 'boolean' },
      requirement: 'true or false',
      check: (chain) => chain.isIn(['true', 'false']).bail().toBoolean(true),
    }),
  instant: () =>
    define<Date>({
      schema: { type: 'string', format: 'date-time' },
      requirement: 'an ISO 8601 time with its zone, such as 2026-05-01T18:00:00Z',
      check: (chain) =>
        chain
          .matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/)
          .bail()
          .isISO8601({ strict: true })
          .bail()
          .toDate(),
    }),
  oneOf: <const T extends string>(values: readonly T[]) =>
    define<T>({
      schema: { type: 'string', enum: values },
      requirement: `one of ${values.join(', ')}`,
      check: (chain) => chain.isIn(values),
    }),
};

type Place = 'path' | 'query' | 'header';
const chainIn = { path: pathParam, query, header };

/** Reads the declared parameters of one place. Throws a 400 that names every bad one. */
async function read<P extends Params>(request: Request, params: P, place: Place): Promise<ParamValues<P>> {
  refuseNonScalars(request, params, place);
  const names = Object.keys(params);
  const chains = names.map((name) => toChain(name, params[name]!, place));
  for (const chain of chains) await chain.run(request);
  const problems = validationResult(request).array({ onlyFirstError: true });
  const details: ErrorDetail[] = [];
  for (const problem of problems) {
    if (problem.type !== 'field') continue;
    // Headers are looked up in lower case, and named as they were declared.
    const field = names.find(
      (name) => name === problem.path || (place === 'header' && name.toLowerCase() === problem.path),
    );
    if (field === undefined) continue;
    details.push({
      message: String(problem.msg),
      code: problem.value === undefined ? 'field-required' : 'field-invalid',
      field,
    });
  }
  const [first, ...others] = details;
  if (first) throw AppError.badInput([first, ...others]);
  const found = matchedData(request, {
    locations: [place === 'path' ? 'params' : place === 'query' ? 'query' : 'headers'],
  });
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = found[name] ?? found[name.toLowerCase()] ?? params[name]?.fallback;
  return values as ParamValues<P>;
}

function toChain(name: string, declared: Param<unknown>, place: Place): ValidationChain {
  const message = `${name} must be ${declared.requirement}`;
  const chain = chainIn[place](name, message);
  return declared.check(declared.required ? chain.exists().bail() : chain.optional());
}

/** express-validator lets arrays and objects through many checks (`?limit=1&limit=2`), so they are refused before it. */
function refuseNonScalars(request: Request, params: Params, place: Place): void {
  const source = (
    place === 'path' ? request.params : place === 'query' ? request.query : request.headers
  ) as Record<string, unknown>;
  for (const name of Object.keys(params)) {
    const value = source[place === 'header' ? name.toLowerCase() : name];
    if (value === undefined || typeof value === 'string') continue;
    throw AppError.badInput([
      { message: `${name} must be given once, as a single value`, code: 'field-invalid', field: name },
    ]);
  }
}

export const inPath = <P extends Params>(request: Request, params: P) => read(request, params, 'path');
export const inQuery = <P extends Params>(request: Request, params: P) => read(request, params, 'query');
export const inHeader = <P extends Params>(request: Request, params: P) => read(request, params, 'header');
