/** Where people reach this site, for absolute links in metadata and structured data. */
export function publicUrl(): string {
  return (process.env.PUBLIC_URL ?? 'http://localhost:3000').replace(/\/$/, '');
}
