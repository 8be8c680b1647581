/** What a handler answers; no body is an empty answer. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
