// What a visitor may type to find an event, and how the typed words are asked.
import type { Performer } from './performer.ts';
import type { PlannedEvent } from './event.ts';

/** All the words an event can be found by, in one text. */
export function searchTextOf(event: PlannedEvent, performers: readonly Performer[]): string {
  const place = [event.location?.name, event.location?.city, event.location?.country];
  const words = [event.name, ...place, ...performers.map((performer) => performer.name), event.description];
  return words.filter(Boolean).join('\n');
}

/** Cities compare without case and accents. */
export function toCityKey(city: string | null | undefined): string | null {
  return city ? city.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim() : null;
}

/** Every word must be there: each is quoted, which also takes the meaning from Mongo's `-` and `"`. */
export function toTextQuery(typed: string): string {
  const words = typed.split(/[\s"\\]+/).map((word) => word.replace(/^-+/, ''));
  return words
    .filter(Boolean)
    .map((word) => `"${word}"`)
    .join(' ');
}
