import { Router } from 'express';
import { noSuch } from '../domain/stripe-error.ts';
import { api, reading, type ApiDeps, type Operation } from '../http/api.ts';
import { listOf, readForm, text } from '../http/form.ts';
import { listPage } from '../http/list.ts';
import { currentEvent } from '../store/ledger.ts';

export function eventRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.get('/v1/events', api(deps, list));
  router.get('/v1/events/:id', api(deps, retrieve));
  return router;
}

const list: Operation = ({ form, tables }) => {
  const { type, types } = readForm(
    Object.fromEntries(Object.entries(form).filter(([name]) => name === 'type' || name === 'types')),
    { type: text(), types: listOf(text(), 20) },
  );
  const page = listPage(form, {
    object: 'event',
    url: '/v1/events',
    items: [...tables.event.values()].map((event) => currentEvent(event, tables)),
    filters: { type: text(), types: listOf(text(), 20) },
    matches: (event) =>
      (type === undefined || isOfType(event.type, type)) &&
      (types === undefined || types.includes(event.type)),
  });
  return reading(() => page);
};

/** `type` may be a group: `charge.*`. */
function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

const retrieve: Operation = ({ id, form, tables }) => {
  readForm(form, {});
  return reading(() => {
    const event = tables.event.get(id);
    if (!event) throw noSuch('event', id, { status: 404, param: 'id' });
    return currentEvent(event, tables);
  });
};
