import Link from 'next/link';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="wrap py-24 text-center">
      <p className="font-display text-8xl font-extrabold tracking-tighter text-ink/15" aria-hidden="true">
        404
      </p>
      <h1 className="mt-2 text-4xl">Nothing here</h1>
      <p className="mx-auto mt-3 max-w-md text-ink-2">
        The page does not exist, or it belongs to another account. Check that you are signed in with the right
        one.
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <Link href="/" className="btn-primary">
          See events
        </Link>
        <Link href="/tickets" className="btn-quiet">
          My tickets
        </Link>
      </div>
    </div>
  );
}
