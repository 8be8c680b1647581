import Link from 'next/link';
import { Logo } from './ui/logo.tsx';

export function SiteFooter() {
  return (
    <footer className="mt-20 bg-ink text-paper [--notch:var(--color-ink)]">
      <div className="wrap flex flex-wrap items-end justify-between gap-8 py-10">
        <div>
          <Logo light />
          <p className="mt-3 max-w-xs text-sm text-paper/70">
            Real tickets at the price you saw, and money back by itself when something falls through.
          </p>
        </div>
        <nav aria-label="Footer" className="flex flex-wrap gap-x-6 gap-y-2 text-sm font-semibold">
          <FooterLink href="/">Events</FooterLink>
          <FooterLink href="/tickets">My tickets</FooterLink>
          <FooterLink href="/orders">My orders</FooterLink>
          <FooterLink href="/portal">For promoters</FooterLink>
          <FooterLink href="/door">Door</FooterLink>
        </nav>
      </div>
    </footer>
  );
}

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="py-1.5 decoration-lime decoration-2 underline-offset-4 hover:underline focus-visible:outline-lime"
    >
      {children}
    </Link>
  );
}
