'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 10_000;

/** Renders the page's figures anew every few seconds while somebody looks at them. */
export function KeepFresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
