// The door's one seam to the scanner API. A screen knows this interface only, so that a device that works without a network
// can stand behind it later.
import { isApiError } from './api-error.ts';
import { call } from './http.ts';
import type { Direction, DoorState, ScanInput, ScanResult } from './types.ts';

export interface Door {
  session: () => Promise<DoorState>;
  /** Safe to send again with the same `scanId`: the gate records it once and gives the same verdict. */
  scan: (scan: ScanInput) => Promise<ScanResult>;
}

const scanTimeoutMs = 8_000;

/** A door that asks the server about every scan. */
export function onlineDoor(token: string): Door {
  const transport = { baseUrl: '', headers: { authorization: `Bearer ${token}` } };
  return {
    session: () => call<DoorState>(transport, '/api/scanner/session'),
    scan: (scan) =>
      call<ScanResult>(transport, '/api/scanner/scans', {
        method: 'POST',
        body: scan,
        signal: AbortSignal.timeout(scanTimeoutMs),
      }),
  };
}

/** A new scan of a code; keep it to try again after a lost answer. */
export function newScan(code: string, direction: Direction, now: Date): ScanInput {
  return { scanId: crypto.randomUUID(), code: code.trim(), scannedAt: now.toISOString(), direction };
}

/** Whether the door's grant itself was refused: revoked, run out, or never good. */
export const isDoorClosed = (error: unknown) =>
  isApiError(error) && (error.status === 401 || error.status === 403);

const storageKey = 'turnout.door-token';

/** Reads the token of an opened door link ("#token=…"), keeps it on this device, and takes it out of the address bar. */
export function takeDoorToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (!token) return localStorage.getItem(storageKey);
  localStorage.setItem(storageKey, token);
  window.history.replaceState(null, '', window.location.pathname);
  return token;
}

export function forgetDoorToken(): void {
  localStorage.removeItem(storageKey);
}
