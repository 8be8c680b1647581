import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthShell } from '../../components/account/auth-shell.tsx';
import { SignUpForm } from '../../components/account/sign-up-form.tsx';
import { localPath } from '../../lib/local-path.ts';
import { currentUser } from '../../lib/server-api.ts';

export const metadata: Metadata = { title: 'Create an account' };

interface SignUpProps {
  searchParams: Promise<{ next?: string | string[]; role?: string | string[] }>;
}

export default async function SignUpPage({ searchParams }: SignUpProps) {
  const { next, role } = await searchParams;
  const wanted = role === 'promoter' ? 'promoter' : 'customer';
  const target = localPath(
    typeof next === 'string' ? next : undefined,
    wanted === 'promoter' ? '/portal' : '/',
  );
  if (await currentUser()) redirect(target);
  return (
    <AuthShell
      title="Create an account"
      other={{ text: 'Already with us?', label: 'Sign in', path: '/sign-in' }}
      next={target}
    >
      <SignUpForm next={target} initialRole={wanted} />
    </AuthShell>
  );
}
