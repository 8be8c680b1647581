export interface Countdown {
  /** "29:59", with hours "1:04:10". */
  text: string;
  /** For screen readers: "29 minutes 59 seconds". */
  spoken: string;
  remainingMs: number;
  expiringSoon: boolean;
  expired: boolean;
}

const soonMs = 5 * 60_000;

/** What a countdown to `expiresAt` shows at `now`; it never shows time that is not there. */
export function countdown(expiresAt: string, now: number): Countdown {
  const remainingMs = Math.max(0, Date.parse(expiresAt) - now);
  const totalSeconds = Math.floor(remainingMs / 1_000);
  const hours = Math.floor(totalSeconds / 3_600);
  const minutes = Math.floor((totalSeconds % 3_600) / 60);
  const seconds = totalSeconds % 60;
  return {
    text: hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`,
    spoken:
      [unit(hours, 'hour'), unit(minutes, 'minute'), unit(seconds, 'second')].filter(Boolean).join(' ') ||
      'no time',
    remainingMs,
    expiringSoon: remainingMs > 0 && remainingMs < soonMs,
    expired: remainingMs === 0,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

function unit(value: number, name: string): string {
  return value === 0 ? '' : `${value} ${name}${value === 1 ? '' : 's'}`;
}
