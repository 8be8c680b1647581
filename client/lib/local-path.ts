/** Where to go after signing in: a path of this site, never another site ("//evil", "/\evil", "javascript:"). */
export function localPath(next: string | undefined | null, fallback = '/'): string {
  if (!next || !next.startsWith('/')) return fallback;
  const base = 'http://local.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}
