// JSON bodies are checked by zod; every problem is named with its field and what would be right.
import type { z } from 'zod';
import { AppError } from '../errors/index.ts';
import type { ErrorDetail } from '../errors/index.ts';

const maxProblems = 20;

/** Checks `value` against `schema`. Throws a 400 that names each bad field as `items.0.quantity`. */
export function parseBody<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value ?? {}, { reportInput: true });
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues.flatMap(toDetails).slice(0, maxProblems);
  throw AppError.badInput([first ?? { message: 'The body is not valid.', code: 'field-invalid' }, ...others]);
}

function toDetails(issue: z.core.$ZodIssue): ErrorDetail[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = path ? `${path}.${key}` : key;
      return { message: `${field} is not a known field`, code: 'field-unknown', field };
    });
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat();
    const deepest = inner.find((candidate) => candidate.code !== 'unrecognized_keys') ?? inner[0];
    if (deepest) return toDetails({ ...deepest, path: [...issue.path, ...deepest.path] });
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const field = path || 'body';
  const message = missing ? `${field} is required` : `${field}: ${issue.message}`;
  return [{ message, code: missing ? 'field-required' : 'field-invalid', field }];
}
