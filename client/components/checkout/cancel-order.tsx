'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { sentenceFor } from '../../lib/error-sentences.ts';

export function CancelOrder({
  orderId,
  slug,
  disabled,
}: {
  orderId: string;
  slug: string;
  disabled: boolean;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const cancel = async () => {
    try {
      await api.cancelOrder(orderId);
      router.push(`/events/${slug}`);
    } catch (error) {
      setProblem(sentenceFor(error));
    }
  };
  return (
    <p className="text-center text-sm text-ink-3">
      Changed your mind?{' '}
      <button
        type="button"
        onClick={cancel}
        disabled={disabled}
        data-testid="cancel-order"
        className="link min-h-11 text-ink-2"
      >
        Give the tickets back
      </button>
      {problem && <span className="block font-semibold text-ember">{problem}</span>}
    </p>
  );
}
