import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { SignOutButton } from '../../../components/account/sign-out-button.tsx';
import { currentUser } from '../../../lib/server-api.ts';

export const metadata: Metadata = { title: 'For promoters' };

export default async function JoinPage() {
  const user = await currentUser();
  if (user?.role === 'promoter') redirect('/portal');
  return (
    <div className="wrap max-w-2xl py-16">
      <h1 className="text-5xl">The portal is for promoters</h1>
      <p className="mt-4 text-lg text-ink-2">
        Create events, set prices, watch sales live and hand out door links.
        {user && ` You are signed in as ${user.email}, which is an account for buying tickets.`}
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-3">
        {user ? (
          <span className="btn-quiet">
            <SignOutButton />
          </span>
        ) : (
          <Link href="/sign-up?role=promoter&next=/portal" className="btn-primary">
            Create a promoter account
          </Link>
        )}
        <Link href="/" className="btn-quiet">
          To the shop
        </Link>
      </div>
    </div>
  );
}
