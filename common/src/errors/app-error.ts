// One error type and one mapping to HTTP: a service throws what went wrong, the http kit decides how it travels.

/** Kinds of failure a caller can act on, with the HTTP status each is answered with. */
export const errorKinds = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof errorKinds;

/** One line of the contract's error body; `field` is the path of the offending input (`items.0.quantity`). */
export interface ErrorDetail {
  message: string;
  code: string;
  field?: string;
  /** Facts that help the caller act, such as `orderId` of the order already open. */
  [fact: string]: unknown;
}

export interface ErrorBody {
  errors: ErrorDetail[];
}

interface AppErrorOptions {
  field?: string;
  /** Extra facts put beside `message` and `code` in the answer. */
  facts?: Record<string, unknown>;
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An expected failure: `kind` decides the HTTP status, `code` is stable and listed in the README of `common`. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetail[];
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = [{ message, code, ...(options.field ? { field: options.field } : {}), ...options.facts }];
  }

  /** A 400 that names every bad field at once. */
  static badInput(details: [ErrorDetail, ...ErrorDetail[]]): AppError {
    const error = new AppError('bad-request', details[0].code, details[0].message);
    error.details.splice(0, 1, ...details);
    return error;
  }

  get status(): number {
    return errorKinds[this.kind];
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
