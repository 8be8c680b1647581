/** Stripe's lists: newest first, `limit`, `starting_after` / `ending_before`, `created` as a time or a range. */
import { noSuch, invalidRequest } from '../domain/stripe-error.ts';
import { integer, object, readForm, text, type Form, type Read, type Reader, type Readers } from './form.ts';

interface Listed {
  id: string;
  created: number;
}

const range = object({ gt: integer, gte: integer, lt: integer, lte: integer });
const created: Reader<
  Read<{ gt: typeof integer; gte: typeof integer; lt: typeof integer; lte: typeof integer }>
> = (value, param) => {
  if (typeof value !== 'string') return range(value, param);
  const exact = integer(value, param);
  return { gte: exact, lte: exact };
};

const pageReaders = { limit: integer, starting_after: text(), ending_before: text() };

export interface ListOf<T extends Listed> {
  object: string;
  url: string;
  items: Iterable<T>;
  filters: Readers;
  matches: (item: T, filters: Record<string, unknown>) => boolean;
}

export function listPage<T extends Listed>(form: Form, list: ListOf<T>): object {
  const query = readForm(form, { ...pageReaders, created, ...list.filters });
  const { limit = 10, starting_after, ending_before } = readForm(pick(form, pageReaders), pageReaders);
  if (limit < 1 || limit > 100) {
    throw invalidRequest('Invalid limit: must be between 1 and 100', {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  const times = form['created'] === undefined ? {} : created(form['created'], 'created');
  const matching = [...list.items]
    .toReversed()
    .filter((item) => isWithin(item.created, times) && list.matches(item, query));
  if (ending_before !== undefined) {
    const before = matching.slice(0, position(matching, ending_before, list.object, 'ending_before'));
    return page(before.slice(-limit), before.length > limit, list.url);
  }
  const start =
    starting_after === undefined ? 0 : position(matching, starting_after, list.object, 'starting_after') + 1;
  return page(matching.slice(start, start + limit), matching.length > start + limit, list.url);
}

function page(data: object[], hasMore: boolean, url: string): object {
  return { object: 'list', data, has_more: hasMore, url };
}

function position(items: readonly Listed[], id: string, ...[name, param]: [string, string]): number {
  const index = items.findIndex((item) => item.id === id);
  if (index === -1) throw noSuch(name, id, { status: 400, param });
  return index;
}

function pick(form: Form, readers: Readers): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => Object.hasOwn(readers, name)));
}

function isWithin(time: number, { gt, gte, lt, lte }: ReturnType<typeof range>): boolean {
  return (
    (gt === undefined || time > gt) &&
    (gte === undefined || time >= gte) &&
    (lt === undefined || time < lt) &&
    (lte === undefined || time <= lte)
  );
}
