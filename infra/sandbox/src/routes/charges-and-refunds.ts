import { Router } from 'express';
import type { Charge, Refund } from '../domain/objects.ts';
import { createRefund, updateRefund } from '../domain/refund.ts';
import { invalidRequest, noSuch } from '../domain/stripe-error.ts';
import { api, reading, type ApiDeps, type Operation } from '../http/api.ts';
import { integer, metadata, oneOf, readForm, text } from '../http/form.ts';
import { listPage } from '../http/list.ts';
import type { TableMaps } from '../store/tables.ts';

export function chargeAndRefundRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.get('/v1/charges', api(deps, listCharges));
  router.get('/v1/charges/:id', api(deps, retrieveCharge));
  router.post('/v1/refunds', api(deps, refund));
  router.get('/v1/refunds', api(deps, listRefunds));
  router.get('/v1/refunds/:id', api(deps, retrieveRefund));
  router.post('/v1/refunds/:id', api(deps, describeRefund));
  return router;
}

const listCharges: Operation = ({ form, tables }) => {
  const page = listPage(form, {
    object: 'charge',
    url: '/v1/charges',
    items: tables.charge.values(),
    filters: { payment_intent: text() },
    matches: (charge, { payment_intent: id }) => id === undefined || charge.payment_intent === id,
  });
  return reading(() => page);
};

const retrieveCharge: Operation = ({ id, form, tables }) => {
  readForm(form, {});
  return reading(() => found(tables.charge.get(id), 'charge', id));
};

const refundReaders = {
  amount: integer,
  charge: text(),
  payment_intent: text(),
  metadata,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
};

const refund: Operation = ({ form, context, tables }) => {
  const { charge: chargeId, payment_intent: intentId, ...request } = readForm(form, refundReaders);
  if (chargeId === undefined && intentId === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing' },
    );
  }
  return () => {
    const charge =
      intentId === undefined ? chargeById(chargeId ?? '', tables) : chargeOfIntent(intentId, tables);
    if (chargeId !== undefined && charge.id !== chargeId) {
      throw invalidRequest(`Charge ${chargeId} does not belong to PaymentIntent ${intentId}.`, {
        param: 'charge',
      });
    }
    const testCardToken = tables.payment_method.get(charge.payment_method)?.testCardToken ?? '';
    const change = createRefund(charge, { ...request, testCardToken }, context);
    return { change, body: () => change.refund ?? {} };
  };
};

const listRefunds: Operation = ({ form, tables }) => {
  const page = listPage<Refund>(form, {
    object: 'refund',
    url: '/v1/refunds',
    items: tables.refund.values(),
    filters: { charge: text(), payment_intent: text() },
    matches: (item, { charge, payment_intent: intent }) =>
      (charge === undefined || item.charge === charge) &&
      (intent === undefined || item.payment_intent === intent),
  });
  return reading(() => page);
};

const retrieveRefund: Operation = ({ id, form, tables }) => {
  readForm(form, {});
  return reading(() => found(tables.refund.get(id), 'refund', id));
};

const describeRefund: Operation = ({ id, form, tables }) => {
  const params = readForm(form, { metadata });
  return () => {
    const change = updateRefund(found(tables.refund.get(id), 'refund', id), params.metadata);
    return { change, body: () => change.refund ?? {} };
  };
};

function chargeById(id: string, tables: TableMaps): Charge {
  const charge = tables.charge.get(id);
  if (!charge) throw noSuch('charge', id, { status: 400, param: 'charge' });
  return charge;
}

function chargeOfIntent(id: string, tables: TableMaps): Charge {
  const intent = tables.payment_intent.get(id);
  if (!intent) throw noSuch('payment_intent', id, { status: 400, param: 'payment_intent' });
  const charge = tables.charge.get(intent.latest_charge ?? '');
  if (charge?.status === 'succeeded') return charge;
  throw invalidRequest(`This PaymentIntent (${id}) does not have a successful charge to refund.`, {
    param: 'payment_intent',
  });
}

function found<T>(value: T | undefined, object: string, id: string): T {
  if (value === undefined) throw noSuch(object, id, { status: 404, param: 'id' });
  return value;
}
