export interface ApiErrorDetail {
  message: string;
  code: string;
  field?: string;
  [fact: string]: unknown;
}

/** Any answer that is not 2xx (status 0: no answer at all, the network failed). */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: ApiErrorDetail[];

  constructor(status: number, errors: ApiErrorDetail[]) {
    super(errors[0]?.message ?? `The server answered ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }

  get code(): string {
    return this.errors[0]?.code ?? 'unknown';
  }

  /** A fact beside the first error, such as `orderId` of `open-order-exists`. */
  fact(name: string): string | undefined {
    const value = this.errors.find((error) => typeof error[name] === 'string')?.[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether sending the very same request again may still succeed without having happened twice. */
  get retryable(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}
