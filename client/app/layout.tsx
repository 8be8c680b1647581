import '@fontsource-variable/bricolage-grotesque';
import '@fontsource-variable/hanken-grotesk';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SiteFooter } from '../components/site-footer.tsx';
import { SiteHeader } from '../components/site-header.tsx';
import { publicUrl } from '../lib/site.ts';

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(publicUrl()),
    title: { default: 'Turnout: tickets for nights worth going out for', template: '%s · Turnout' },
    description: 'Concerts, parties and shows. Pick your tickets, pay in a minute, walk in with your phone.',
    applicationName: 'Turnout',
    openGraph: { siteName: 'Turnout', type: 'website' },
  };
}

export const viewport: Viewport = {
  themeColor: '#131715',
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="btn-lime sr-only z-50 focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-6"
        >
          Skip to content
        </a>
        <SiteHeader />
        <main id="main" className="flex-1">
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  );
}
