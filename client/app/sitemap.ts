import type { MetadataRoute } from 'next';
import { orElse, publicApi } from '../lib/server-api.ts';
import { publicUrl } from '../lib/site.ts';
import type { Page, ShowEvent } from '../lib/types.ts';

export const dynamic = 'force-dynamic';

/** The next hundred events; search engines find the rest through the pages of the home page. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const none: Page<ShowEvent> = { items: [], nextCursor: null };
  const { items } = await orElse(publicApi().events({ limit: 100 }), none);
  return [
    { url: publicUrl(), changeFrequency: 'daily' },
    ...items.map((event) => ({ url: `${publicUrl()}/events/${event.slug}` })),
  ];
}
