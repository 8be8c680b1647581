'use client';

import { useEffect, useState } from 'react';
import { countdown } from '../../lib/countdown.ts';
import { knowsServerTime, serverNow } from '../../lib/server-clock.ts';

interface CountdownBarProps {
  expiresAt: string;
  renderedAt: number;
  onExpired: () => void;
}

export function CountdownBar({ expiresAt, renderedAt, onExpired }: CountdownBarProps) {
  const [now, setNow] = useState(renderedAt);
  const left = countdown(expiresAt, now);

  useEffect(() => {
    const tick = () => {
      if (knowsServerTime()) setNow(serverNow());
    };
    const timer = setInterval(tick, 250);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  useEffect(() => {
    if (left.expired) onExpired();
  }, [left.expired, onExpired]);

  return (
    <div
      className={`sticky top-2 z-20 flex items-center justify-between gap-4 rounded-2xl px-5 py-3 ${
        left.expiringSoon ? 'bg-ember text-paper' : 'bg-lime text-ink'
      }`}
    >
      <p className="leading-tight font-semibold">
        {left.expiringSoon ? 'Expiring soon: pay now to keep your tickets' : 'Your tickets are held for you'}
      </p>
      <p
        data-testid="countdown"
        data-expiring-soon={left.expiringSoon}
        role="timer"
        className="font-display text-3xl font-extrabold tracking-tight tabular-nums"
      >
        {left.text}
      </p>
      {/* Read out at the minute only: a voice that counts seconds is no help. */}
      <span className="sr-only" aria-live="polite">
        {left.remainingMs > 0 ? `${Math.ceil(left.remainingMs / 60_000)} minutes left` : 'Time is up'}
      </span>
    </div>
  );
}
