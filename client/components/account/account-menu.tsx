'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { Role } from '../../lib/types.ts';
import { SignOutButton } from './sign-out-button.tsx';

/** A plain disclosure: it works by keyboard and without script. */
export function AccountMenu({ name, email, role }: { name: string; email: string; role: Role }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const path = usePathname();
  useEffect(() => {
    menu.current?.removeAttribute('open');
  }, [path]);
  useEffect(() => {
    const close = (event: MouseEvent | KeyboardEvent) => {
      const outside = event instanceof MouseEvent && !menu.current?.contains(event.target as Node);
      if (outside || (event instanceof KeyboardEvent && event.key === 'Escape'))
        menu.current?.removeAttribute('open');
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details ref={menu} className="relative">
      <summary
        data-testid="account-menu"
        aria-label={`Account of ${name}`}
        className="grid h-11 w-11 list-none place-items-center rounded-full bg-lime font-display text-lg font-bold uppercase [&::-webkit-details-marker]:hidden"
      >
        {name.slice(0, 1)}
      </summary>
      <div className="card absolute right-0 z-30 mt-2 w-64 animate-rise p-2 shadow-xl">
        <p className="border-b border-line px-3 pt-1 pb-3 text-sm">
          <span className="block truncate font-bold">{name}</span>
          <span className="block truncate font-normal text-ink-3">{email}</span>
        </p>
        <div className="flex flex-col pt-2">
          <MenuLink href="/tickets">My tickets</MenuLink>
          <MenuLink href="/orders">My orders</MenuLink>
          {role === 'promoter' && <MenuLink href="/portal">Promoter portal</MenuLink>}
          <SignOutButton />
        </div>
      </div>
    </details>
  );
}

function MenuLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="rounded-lg px-3 py-2.5 hover:bg-mist">
      {children}
    </Link>
  );
}
