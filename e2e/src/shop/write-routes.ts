// Every route that takes a body, with one that would be taken, and values that would not. What each field refuses
// beyond these (a list or an object where a scalar belongs, nothing where something is required) is tried for all.

export interface WriteRoute {
  route: `${'POST' | 'PATCH'} /api/${string}`;
  /** Who asks; `door` holds a door token. */
  as: 'visitor' | 'customer' | 'promoter' | 'door';
  good: Record<string, unknown>;
  required: string[];
  bad: [field: string, value: unknown][];
}

const instant = '2031-05-01T18:00:00Z';
const id = '0123456789abcdef01234567';

const credentials = { email: 'robin@example.test', password: 'correct horse' };
const wrongCredentials: WriteRoute['bad'] = [
  ['email', 'robin'],
  ['email', 'robin@'],
  ['email', null],
  ['password', ''],
  ['password', 12_345_678],
];

const event = {
  name: 'Lanterns',
  startsAt: instant,
  endsAt: '2031-05-01T22:00:00Z',
  timezone: 'Europe/Berlin',
};
const wrongEvent: WriteRoute['bad'] = [
  ['name', ''],
  ['name', 'a\nb'],
  ['name', 'x'.repeat(201)],
  ['startsAt', 'tomorrow'],
  ['startsAt', '2031-05-01T18:00:00'],
  ['timezone', 'Mars/Olympus'],
  ['holdMinutes', 0],
  ['holdMinutes', '30'],
  ['maxPaymentAttempts', 1.5],
  ['maxTicketsPerCustomer', -1],
  ['imageUrl', 'javascript:alert(1)'],
  ['location', { city: 'Hamburg' }],
  ['refundPolicy', { kind: 'until' }],
  ['reentry', 'yes'],
  ['performerIds', 'all'],
];

const ticketType = { name: 'Standing', priceCents: 2_500, capacity: 100 };
const wrongTicketType: WriteRoute['bad'] = [
  ['name', ''],
  ['priceCents', -1],
  ['priceCents', 0.5],
  ['priceCents', '2500'],
  ['capacity', -1],
  ['capacity', 1e12],
  ['minPerOrder', 0],
  ['maxPerOrder', 1_000],
  ['salesStartAt', 'now'],
  ['hidden', 1],
];

const wrongPromoCode: WriteRoute['bad'] = [
  ['percentOff', 0],
  ['percentOff', 101],
  ['amountOffCents', 0.5],
  ['maxUses', 0],
  ['validFrom', 'soon'],
  ['ticketTypeIds', ['no id!']],
];

const scan = { scanId: 'scan-1', code: 'ABC', scannedAt: instant };
const wrongScan: WriteRoute['bad'] = [
  ['scanId', 'no id!'],
  ['code', ''],
  ['code', 'x'.repeat(1_001)],
  ['scannedAt', 'now'],
  ['gate', ''],
  ['direction', 'sideways'],
];

export const writeRoutes: WriteRoute[] = [
  {
    route: 'POST /api/users/signup',
    as: 'visitor',
    good: credentials,
    required: ['email', 'password'],
    bad: [...wrongCredentials, ['password', 'short'], ['role', 'admin'], ['name', '']],
  },
  {
    route: 'POST /api/users/signin',
    as: 'visitor',
    good: credentials,
    required: ['email', 'password'],
    bad: wrongCredentials,
  },
  {
    route: 'POST /api/users/token',
    as: 'visitor',
    good: credentials,
    required: ['email', 'password'],
    bad: wrongCredentials,
  },
  {
    route: 'POST /api/users/token/refresh',
    as: 'visitor',
    good: { refreshToken: 'a.b' },
    required: ['refreshToken'],
    bad: [['refreshToken', 1]],
  },
  {
    route: 'PATCH /api/users/me',
    as: 'customer',
    good: { name: 'Robin' },
    required: [],
    bad: [
      ['name', ''],
      ['email', 'robin'],
      ['password', 'short'],
    ],
  },
  { route: 'POST /api/events', as: 'promoter', good: event, required: Object.keys(event), bad: wrongEvent },
  {
    route: 'PATCH /api/events/{id}',
    as: 'promoter',
    good: event,
    required: [],
    bad: [...wrongEvent, ['version', 0]],
  },
  { route: 'POST /api/events/{id}/publish', as: 'promoter', good: {}, required: [], bad: [] },
  { route: 'POST /api/events/{id}/cancel', as: 'promoter', good: {}, required: [], bad: [] },
  { route: 'POST /api/events/{id}/duplicate', as: 'promoter', good: {}, required: [], bad: [] },
  {
    route: 'POST /api/venues',
    as: 'promoter',
    good: { name: 'Quay' },
    required: ['name'],
    bad: [
      ['name', ''],
      ['city', 'x'.repeat(101)],
    ],
  },
  {
    route: 'PATCH /api/venues/{id}',
    as: 'promoter',
    good: { name: 'Quay' },
    required: [],
    bad: [['name', '']],
  },
  {
    route: 'POST /api/performers',
    as: 'promoter',
    good: { name: 'The Cranes' },
    required: ['name'],
    bad: [['name', '']],
  },
  {
    route: 'PATCH /api/performers/{id}',
    as: 'promoter',
    good: { name: 'The Cranes' },
    required: [],
    bad: [['name', '']],
  },
  {
    route: 'PATCH /api/promoters/{id}',
    as: 'promoter',
    good: { name: 'Nordlicht' },
    required: [],
    bad: [
      ['name', ''],
      ['websiteUrl', 'data:text/html,x'],
    ],
  },
  {
    route: 'POST /api/ticket-types',
    as: 'promoter',
    good: { eventId: id, ...ticketType, currency: 'EUR' },
    required: ['eventId', 'name', 'priceCents', 'currency', 'capacity'],
    bad: [...wrongTicketType, ['eventId', 'no id!'], ['currency', 'euro'], ['admits', 0]],
  },
  {
    route: 'PATCH /api/ticket-types/{id}',
    as: 'promoter',
    good: ticketType,
    required: [],
    bad: wrongTicketType,
  },
  {
    route: 'POST /api/promo-codes',
    as: 'promoter',
    good: { eventId: id, code: 'EARLY', percentOff: 10 },
    required: ['eventId', 'code'],
    bad: [...wrongPromoCode, ['code', 'no spaces']],
  },
  {
    route: 'PATCH /api/promo-codes/{id}',
    as: 'promoter',
    good: { percentOff: 10 },
    required: [],
    bad: wrongPromoCode,
  },
  {
    route: 'POST /api/orders',
    as: 'customer',
    good: { eventId: id, items: [{ ticketTypeId: id, quantity: 1 }] },
    required: ['eventId', 'items'],
    bad: [
      ['eventId', 'no id!'],
      ['items', []],
      ['items', [{ ticketTypeId: id }]],
      ['items', [{ ticketTypeId: id, quantity: 0 }]],
      ['items', [{ ticketTypeId: id, quantity: '1' }]],
      ['items', [{ ticketTypeId: { $ne: null }, quantity: 1 }]],
      ['items', [{ ticketTypeId: id, quantity: 1, unitPriceCents: -1 }]],
      ['items', [{ ticketTypeId: id, quantity: 1, priceCents: 1 }]],
      ['promoCode', ''],
      ['attendees', [{ firstName: 'Robin' }]],
      ['replaceOpenOrder', 'true'],
    ],
  },
  {
    route: 'POST /api/orders/{id}/refund',
    as: 'customer',
    good: { reason: 'ill' },
    required: [],
    bad: [
      ['ticketIds', []],
      ['ticketIds', ['no id!']],
      ['reason', 'x'.repeat(501)],
    ],
  },
  {
    route: 'POST /api/waiting-list',
    as: 'customer',
    good: { eventId: id, ticketTypeId: id, quantity: 1 },
    required: ['eventId', 'ticketTypeId', 'quantity'],
    bad: [
      ['quantity', 0],
      ['quantity', '1'],
    ],
  },
  {
    route: 'POST /api/payments',
    as: 'customer',
    good: { orderId: id, method: 'card' },
    required: ['orderId', 'method'],
    bad: [
      ['orderId', 'no id!'],
      ['method', 'cash'],
    ],
  },
  {
    route: 'POST /api/scanner/sessions',
    as: 'promoter',
    good: { eventId: id, name: 'Anna', role: 'steward' },
    required: ['eventId', 'name', 'role'],
    bad: [
      ['name', ''],
      ['role', 'boss'],
      ['gate', 'x'.repeat(61)],
      ['expiresAt', 'tonight'],
    ],
  },
  { route: 'POST /api/scanner/scans', as: 'door', good: scan, required: Object.keys(scan), bad: wrongScan },
  {
    route: 'POST /api/scanner/scans/batch',
    as: 'door',
    good: { scans: [scan] },
    required: ['scans'],
    bad: wrongScan.map(([field, value]) => ['scans', [{ ...scan, [field]: value }]]),
  },
];

/** Routes that take no JSON object, each with what they are tested by instead. */
export const otherWriteRoutes = new Set([
  'POST /api/users/signout',
  'PATCH /api/orders/{id}/attendees',
  'POST /api/payments/webhooks/stripe',
  'POST /api/scanner/scans/{scanId}/undo',
]);
