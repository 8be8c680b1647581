import type { MetadataRoute } from 'next';
import { publicUrl } from '../lib/site.ts';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/api/', '/orders', '/tickets', '/portal', '/door', '/sign-in', '/sign-up'],
    },
    sitemap: `${publicUrl()}/sitemap.xml`,
  };
}
