// The readable part of an event's address.

/** Addresses of the API itself. */
const reserved = new Set(['mine', 'import']);
const maxLength = 60;

/** `Été à Lyon!` -> `ete-a-lyon`; a name without a single Latin letter or digit gets `event`. */
export function toSlug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').slice(0, maxLength);
  const slug = words.replace(/^-+|-+$/g, '');
  return slug === '' || reserved.has(slug) ? ['event', slug].filter(Boolean).join('-') : slug;
}

/** The same slug told apart by the end of a random id, for when it is taken. */
export function toOtherSlug(slug: string, randomId: string): string {
  return `${slug}-${randomId.slice(-5)}`;
}
