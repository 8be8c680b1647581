/** What logs say of a request: no headers, and no query, which may hold tokens, names and addresses. */
export function requestForLog(request: { id: unknown; method: string; url: string }): object {
  return { id: request.id, method: request.method, url: request.url.split('?')[0] };
}

/** What logs say of an answer. */
export function responseForLog(response: { statusCode: number }): object {
  return { statusCode: response.statusCode };
}
