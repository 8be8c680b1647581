/**
 * The `Idempotency-Key` of one intention: sending the same body again (after a lost answer) keeps the key, so it happens once;
 * another body, or a new try after a clear answer (`renew`), gets a new one.
 */
export function requestKey(newId: () => string = () => crypto.randomUUID()) {
  let key = newId();
  let sentBody: string | null = null;
  return {
    for(body: unknown): string {
      const text = JSON.stringify(body);
      if (sentBody !== null && sentBody !== text) key = newId();
      sentBody = text;
      return key;
    },
    renew(): void {
      key = newId();
      sentBody = null;
    },
  };
}
