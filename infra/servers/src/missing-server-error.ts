/** A server or browser that could be neither found nor fetched; the message is one sentence that names the remedy. */
export class MissingServerError extends Error {
  override readonly name = 'MissingServerError';
}
