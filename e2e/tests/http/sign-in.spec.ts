import { expect, test } from '@playwright/test';
import { createClient, problemsOf } from '../../src/api/client.ts';
import { until } from '../../src/api/until.ts';
import { placeOrder } from '../../src/shop/buy.ts';
import { eventInput, putOnSale } from '../../src/shop/events-on-sale.ts';
import { signUp } from '../../src/shop/people.ts';

/** One question to each service that asks who is there. */
const askedOf: Record<string, string> = {
  auth: '/api/users/me/export',
  events: '/api/events/mine',
  tickets: '/api/tickets',
  orders: '/api/orders',
  payments: '/api/payments?orderId=none',
  scanner: '/api/scanner/sessions?eventId=none',
};

test('When somebody signs out, then every service refuses the token within five seconds', async () => {
  const promoter = await signUp('promoter');
  for (const path of Object.values(askedOf)) expect((await promoter.call('GET', path)).status).not.toBe(401);
  await promoter.expect(204, 'POST', '/api/users/signout', { body: {} });
  await Promise.all(
    Object.entries(askedOf).map(([service, path]) =>
      until(`${service} refuses the token`, async () => (await promoter.call('GET', path)).status === 401, {
        withinMs: 5_000,
      }),
    ),
  );
  const current = await promoter.expect<{ currentUser: unknown }>(200, 'GET', '/api/users/currentuser');
  expect(current.currentUser).toBeNull();
});

test('A new password ends the other sign-ins within five seconds, and keeps the one that changed it', async () => {
  const customer = await signUp('customer');
  const { accessToken } = await createClient().expect<{ accessToken: string }>(
    200,
    'POST',
    '/api/users/token',
    {
      body: { email: customer.email, password: customer.password },
    },
  );
  const script = createClient({ authorization: `Bearer ${accessToken}` });
  await script.expect(200, 'GET', '/api/orders');
  const body = { password: 'another horse battery staple', currentPassword: customer.password };
  const changed = await customer.call('PATCH', '/api/users/me', { body });
  expect(changed.status).toBe(200);
  await until(
    'the old token is refused',
    async () => (await script.call('GET', '/api/orders')).status === 401,
    {
      withinMs: 5_000,
    },
  );
});

test('A cookie is only believed when the request comes from our own pages', async () => {
  const promoter = await signUp('promoter');
  const onSale = await putOnSale(promoter);
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale);
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  const attempts = [
    ['POST', '/api/orders', customer, { eventId: onSale.event.id, items: [] }],
    ['DELETE', `/api/orders/${order.id}`, customer, undefined],
    ['POST', '/api/payments', customer, { orderId: order.id, method: 'card' }],
    ['POST', '/api/events', promoter, eventInput()],
    ['PATCH', `/api/ticket-types/${onSale.ticketType.id}`, promoter, { name: 'Stolen' }],
    ['PATCH', '/api/users/me', customer, { name: 'Stolen' }],
    ['POST', '/api/users/signout', customer, {}],
    ['POST', '/api/scanner/sessions', promoter, { eventId: onSale.event.id, name: 'Anna', role: 'steward' }],
  ] as const;
  for (const headers of foreign) {
    for (const [method, path, person, body] of attempts) {
      const answer = await createClient({ cookie: person.cookie }).call(method, path, { headers, body });
      expect([method, path, headers, answer.status, problemsOf(answer)[0]?.code]).toEqual([
        method,
        path,
        headers,
        403,
        'foreign-origin',
      ]);
    }
  }
  expect((await customer.call('GET', `/api/orders/${order.id}`)).body).toMatchObject({ status: 'draft' });
});
