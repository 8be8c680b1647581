import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthShell } from '../../components/account/auth-shell.tsx';
import { SignInForm } from '../../components/account/sign-in-form.tsx';
import { localPath } from '../../lib/local-path.ts';
import { currentUser } from '../../lib/server-api.ts';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  const target = localPath(typeof next === 'string' ? next : undefined);
  if (await currentUser()) redirect(target);
  return (
    <AuthShell
      title="Welcome back"
      other={{ text: 'New here?', label: 'Create an account', path: '/sign-up' }}
      next={target}
    >
      <SignInForm next={target} />
    </AuthShell>
  );
}
