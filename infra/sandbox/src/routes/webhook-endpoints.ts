import { Router } from 'express';
import type { WebhookEndpoint } from '../domain/objects.ts';
import { noSuch } from '../domain/stripe-error.ts';
import { mergeMetadata } from '../domain/metadata.ts';
import type { StoredEndpoint } from '../domain/webhook.ts';
import { api, reading, type ApiDeps, type Operation, type Outcome } from '../http/api.ts';
import { bool, listOf, metadata, readForm, required, text, webUrl } from '../http/form.ts';
import { listPage } from '../http/list.ts';
import type { TableMaps } from '../store/tables.ts';

export function webhookEndpointRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.post('/v1/webhook_endpoints', api(deps, create));
  router.get('/v1/webhook_endpoints', api(deps, list));
  router.get('/v1/webhook_endpoints/:id', api(deps, retrieve));
  router.post('/v1/webhook_endpoints/:id', api(deps, update));
  router.delete('/v1/webhook_endpoints/:id', api(deps, remove));
  return router;
}

export interface EndpointSettings {
  id: string;
  url: string;
  secret: string;
  created: number;
}

export function makeEndpoint(
  settings: EndpointSettings,
  more: Partial<WebhookEndpoint> = {},
): StoredEndpoint {
  const { id, url, secret, created } = settings;
  return {
    id,
    secret,
    endpoint: {
      id,
      object: 'webhook_endpoint',
      api_version: null,
      application: null,
      created,
      description: null,
      enabled_events: ['*'],
      livemode: false,
      metadata: {},
      status: 'enabled',
      url,
      ...more,
    },
  };
}

const endpointReaders = {
  url: webUrl,
  enabled_events: listOf(text(200)),
  description: text(),
  metadata,
  api_version: text(),
};

/** The signing secret is shown in this answer only, as Stripe does. */
const create: Operation = ({ form, context }) => {
  const params = readForm(form, endpointReaders);
  const { newId, now } = context;
  const url = required(params.url, 'url');
  const enabled = required(params.enabled_events, 'enabled_events');
  const secret = newId('whsec');
  const stored = makeEndpoint(
    { id: newId('we'), url, secret, created: now },
    {
      enabled_events: enabled,
      description: params.description ?? null,
      api_version: params.api_version ?? null,
      metadata: mergeMetadata({}, params.metadata),
    },
  );
  return () => put(stored, { ...stored.endpoint, secret });
};

const list: Operation = ({ form, tables }) => {
  const page = listPage(form, {
    object: 'webhook_endpoint',
    url: '/v1/webhook_endpoints',
    items: [...tables.webhook_endpoint.values()].map(({ endpoint }) => endpoint),
    filters: {},
    matches: () => true,
  });
  return reading(() => page);
};

const retrieve: Operation = ({ id, form, tables }) => {
  readForm(form, {});
  return reading(() => storedOf(id, tables).endpoint);
};

const update: Operation = ({ id, form, tables }) => {
  const { disabled, metadata: given, ...params } = readForm(form, { ...endpointReaders, disabled: bool });
  return () => {
    const stored = storedOf(id, tables);
    const status = disabled === undefined ? stored.endpoint.status : disabled ? 'disabled' : 'enabled';
    const endpoint: WebhookEndpoint = {
      ...stored.endpoint,
      ...params,
      status,
      metadata: mergeMetadata(stored.endpoint.metadata, given),
    };
    return put({ ...stored, endpoint }, endpoint);
  };
};

const remove: Operation = ({ id, tables }) => {
  return () => {
    storedOf(id, tables);
    return {
      rows: [{ table: 'webhook_endpoint', id, value: null }],
      body: () => ({ id, object: 'webhook_endpoint', deleted: true }),
    };
  };
};

function put(stored: StoredEndpoint, body: object): Outcome {
  return { rows: [{ table: 'webhook_endpoint', id: stored.id, value: stored }], body: () => body };
}

function storedOf(id: string, tables: TableMaps): StoredEndpoint {
  const stored = tables.webhook_endpoint.get(id);
  if (!stored) throw noSuch('webhook endpoint', id, { status: 404, param: 'id' });
  return stored;
}
