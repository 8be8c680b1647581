// Countdowns run on the server's clock: a phone that is five minutes wrong must not show five minutes too much.

let offsetMs = 0;
let bestRoundTripMs = Number.POSITIVE_INFINITY;

/** Takes the server's `Date` header (whole seconds); the quickest answer tells the time best. */
export function noteServerDate(date: string | null, sentAt: number, receivedAt: number): void {
  const serverMs = date ? Date.parse(date) : Number.NaN;
  const roundTripMs = receivedAt - sentAt;
  if (Number.isNaN(serverMs) || roundTripMs > bestRoundTripMs) return;
  bestRoundTripMs = roundTripMs;
  const measured = serverMs + 500 - (sentAt + receivedAt) / 2;
  // The header has a grain of one second: below that a difference says nothing.
  offsetMs = Math.abs(measured) < 1_000 ? 0 : measured;
}

/** Whether the server has told the time yet; before that nothing may be decided by the clock. */
export function knowsServerTime(): boolean {
  return bestRoundTripMs !== Number.POSITIVE_INFINITY;
}

export function serverNow(): number {
  return Date.now() + offsetMs;
}
