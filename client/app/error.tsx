'use client';

import Link from 'next/link';

export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <div className="wrap py-24 text-center" role="alert">
      <h1 className="text-4xl">That did not work</h1>
      <p className="mx-auto mt-3 max-w-md text-ink-2">
        Something on our side is not answering. Nothing was bought or lost; please try again in a moment.
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <button type="button" onClick={() => retry()} className="btn-primary">
          Try again
        </button>
        <Link href="/" className="btn-quiet">
          See events
        </Link>
      </div>
      {error.digest && <p className="mt-8 text-sm text-ink-3">Reference {error.digest}</p>}
    </div>
  );
}
