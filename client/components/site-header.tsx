import Link from 'next/link';
import { currentUser } from '../lib/server-api.ts';
import { AccountMenu } from './account/account-menu.tsx';
import { Logo } from './ui/logo.tsx';

export async function SiteHeader() {
  const user = await currentUser();
  return (
    <header className="border-b border-line bg-paper">
      <div className="wrap flex h-16 items-center gap-2 sm:gap-6">
        <Link href="/" className="mr-auto flex items-center" aria-label="Turnout, home">
          <Logo />
        </Link>
        <nav aria-label="Main" className="flex items-center gap-1 text-[0.95rem] font-semibold sm:gap-2">
          {user?.role === 'promoter' && <NavLink href="/portal">Portal</NavLink>}
          {user && <NavLink href="/tickets">My tickets</NavLink>}
          {user ? (
            <AccountMenu name={user.name ?? user.email} email={user.email} role={user.role} />
          ) : (
            <>
              <NavLink href="/sign-in">Sign in</NavLink>
              <Link href="/sign-up" className="btn-primary btn-small ml-1">
                Sign up
              </Link>
            </>
          )}
        </nav>
      </div>
    </header>
  );
}

function NavLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="flex min-h-11 items-center rounded-full px-3 hover:bg-mist">
      {children}
    </Link>
  );
}
