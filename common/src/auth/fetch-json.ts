const timeLimitMs = 2_000;

/** GETs JSON with a time limit. Throws on a network error, a non-2xx answer or a body that is not JSON. */
export async function fetchJson(url: string, timeoutMs = timeLimitMs): Promise<unknown> {
  const response = await get(url, { timeoutMs });
  return response.json();
}

/** A `fetchJson` of one URL for asking again and again: an answer that did not change (304, by its ETag) is not sent again. */
export function pollJson<T>(url: string): () => Promise<T> {
  let last: { etag: string; value: T } | undefined;
  return async () => {
    const response = await get(url, { timeoutMs: timeLimitMs, etag: last?.etag });
    if (response.status === 304 && last) return last.value;
    const value = (await response.json()) as T;
    const etag = response.headers.get('etag');
    last = etag ? { etag, value } : undefined;
    return value;
  };
}

async function get(
  url: string,
  { timeoutMs, etag }: { timeoutMs: number; etag?: string | undefined },
): Promise<Response> {
  const headers = { accept: 'application/json', ...(etag ? { 'if-none-match': etag } : {}) };
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers });
  if (response.ok || (etag && response.status === 304)) return response;
  throw new Error(`${url} answered ${response.status}`);
}
