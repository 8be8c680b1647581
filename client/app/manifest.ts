import type { MetadataRoute } from 'next';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Turnout',
    short_name: 'Turnout',
    description: 'Tickets for concerts, parties and shows.',
    start_url: '/tickets',
    scope: '/',
    display: 'standalone',
    background_color: '#f3f4ef',
    theme_color: '#131715',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    shortcuts: [
      { name: 'My tickets', url: '/tickets' },
      { name: 'Door', url: '/door' },
    ],
  };
}
