import { Router } from 'express';
import type { Change } from '../domain/change.ts';
import type { PaymentIntent } from '../domain/objects.ts';
import { cancelIntent, confirmIntent, createIntent, updateIntent } from '../domain/payment-intent.ts';
import { invalidRequest, noSuch } from '../domain/stripe-error.ts';
import { api, reading, type ApiDeps, type Call, type Operation } from '../http/api.ts';
import { browserAccess } from '../http/browser-access.ts';
import {
  anything,
  bool,
  integer,
  listOf,
  metadata,
  object,
  oneOf,
  readForm,
  required,
  text,
  webUrl,
} from '../http/form.ts';
import { sameText } from '../http/keys.ts';
import { listPage } from '../http/list.ts';
import { intentFor } from '../http/view.ts';
import { methodOf, methodReaders } from './payment-method-params.ts';

export function paymentIntentRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.post('/v1/payment_intents', api(deps, create));
  router.get('/v1/payment_intents', api(deps, list));
  router.all('/v1/payment_intents/:id', browserAccess);
  router.get('/v1/payment_intents/:id', api(deps, retrieve, { browser: true }));
  router.post('/v1/payment_intents/:id', api(deps, update));
  router.all('/v1/payment_intents/:id/confirm', browserAccess);
  router.post('/v1/payment_intents/:id/confirm', api(deps, confirm, { browser: true }));
  router.post('/v1/payment_intents/:id/cancel', api(deps, cancel));
  return router;
}

const descriptor = text(22);
const createReaders = {
  ...methodReaders,
  amount: integer,
  currency: text(3),
  automatic_payment_methods: object({ enabled: bool, allow_redirects: oneOf('always', 'never') }),
  capture_method: oneOf('automatic', 'automatic_async'),
  confirm: bool,
  confirmation_method: oneOf('automatic'),
  description: text(1000),
  metadata,
  payment_method_options: anything,
  payment_method_types: listOf(oneOf('card')),
  receipt_email: text(800),
  return_url: webUrl,
  statement_descriptor: descriptor,
  statement_descriptor_suffix: descriptor,
  use_stripe_sdk: anything,
};

const create: Operation = ({ form, context, tables, caller, baseUrl }) => {
  const params = readForm(form, createReaders);
  const { automatic_payment_methods: automatic, ...others } = params;
  const input = {
    ...others,
    amount: required(params.amount, 'amount'),
    currency: required(params.currency, 'currency'),
    ...(automatic && {
      automatic_payment_methods: {
        ...automatic,
        enabled: required(automatic.enabled, 'automatic_payment_methods[enabled]'),
      },
    }),
  };
  const method = methodOf(params, tables, context);
  const created = createIntent(input, method, context);
  return () => {
    if (!params.confirm) return changeOf(created, { caller, tables });
    const intent = intentIn(created);
    const confirmation = {
      method,
      returnUrl: params.return_url ?? null,
      authenticationUrl: authenticationUrl(intent, baseUrl),
    };
    const confirmed = confirmIntent(intent, confirmation, context);
    return changeOf(
      { ...created, ...confirmed, events: [...created.events, ...confirmed.events] },
      { caller, tables },
    );
  };
};

const retrieve: Operation = ({ id, form, caller, tables }) => {
  const { client_secret: secret } = readForm(form, { client_secret: text() });
  return reading(() => intentFor(caller, permittedIntent(id, secret, { caller, tables })));
};

const list: Operation = ({ form, tables }) => {
  const page = listPage(form, {
    object: 'payment_intent',
    url: '/v1/payment_intents',
    items: tables.payment_intent.values(),
    filters: { customer: text() },
    matches: (_intent, { customer }) => customer === undefined,
  });
  return reading(() => page);
};

const updateReaders = {
  ...methodReaders,
  amount: integer,
  currency: text(3),
  description: text(1000),
  metadata,
  receipt_email: text(800),
};

const update: Operation = ({ id, form, context, tables, caller }) => {
  const params = readForm(form, updateReaders);
  const method = methodOf(params, tables, context);
  return () => changeOf(updateIntent(intentOf(id, tables), params, method), { caller, tables });
};

const confirmReaders = {
  ...methodReaders,
  client_secret: text(),
  payment_method_options: anything,
  receipt_email: text(800),
  return_url: webUrl,
  use_stripe_sdk: anything,
};

const confirm: Operation = ({ id, form, context, tables, caller, baseUrl }) => {
  const params = readForm(form, confirmReaders);
  permittedIntent(id, params.client_secret, { caller, tables });
  const given = methodOf(params, tables, context);
  return () => {
    const intent = permittedIntent(id, params.client_secret, { caller, tables });
    const method = given ?? tables.payment_method.get(intent.payment_method ?? '');
    const named = { ...intent, receipt_email: params.receipt_email ?? intent.receipt_email };
    const confirmation = {
      method,
      returnUrl: params.return_url ?? null,
      authenticationUrl: authenticationUrl(intent, baseUrl),
    };
    return changeOf(confirmIntent(named, confirmation, context), { caller, tables });
  };
};

const cancelReaders = {
  cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
};

const cancel: Operation = ({ id, form, context, tables, caller }) => {
  const { cancellation_reason: reason } = readForm(form, cancelReaders);
  return () => changeOf(cancelIntent(intentOf(id, tables), reason, context), { caller, tables });
};

function changeOf(change: Change, { caller, tables }: Pick<Call, 'caller' | 'tables'>) {
  const { id } = intentIn(change);
  return { change, body: () => intentFor(caller, intentOf(id, tables)) };
}

function intentIn(change: Change): PaymentIntent {
  if (!change.intent) throw new Error('the decision changed no payment intent');
  return change.intent;
}

function intentOf(id: string, tables: Call['tables']): PaymentIntent {
  const intent = tables.payment_intent.get(id);
  if (!intent) throw noSuch('payment_intent', id, { status: 404, param: 'intent' });
  return intent;
}

/** A browser sees one intent only, by its client secret; the server may add the secret as a check. */
function permittedIntent(
  id: string,
  secret: string | undefined,
  { caller, tables }: Pick<Call, 'caller' | 'tables'>,
): PaymentIntent {
  const intent = intentOf(id, tables);
  if (caller === 'browser') required(secret, 'client_secret');
  if (secret !== undefined && !sameText(secret, intent.client_secret)) {
    throw invalidRequest(
      'The client_secret provided does not match the client_secret associated with this PaymentIntent.',
      { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
    );
  }
  return intent;
}

function authenticationUrl(intent: PaymentIntent, baseUrl: string): string {
  return `${baseUrl}/3d_secure_2/hosted/${intent.id}?payment_intent_client_secret=${intent.client_secret}`;
}
