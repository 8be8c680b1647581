// Who may import whom. Each rule was once seen red on a planted breach.
const services = '^(auth|events|tickets|orders|expiration|payments|scanner|notifications|waitingroom)';
const sdk = (name, home, comment) => ({
  name: `${name}-has-one-home`,
  comment,
  severity: 'error',
  from: {
    path: '^(common|auth|events|tickets|orders|expiration|payments|scanner|notifications|waitingroom)/src',
    pathNot: [...home, '\\.test\\.ts$', '^common/src/testing'],
  },
  to: { path: `node_modules/${name}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(node:|server-only)' },
    },
    {
      name: 'no-other-service',
      comment: 'Services speak by messages only.',
      severity: 'error',
      from: { path: `${services}/` },
      to: { path: `${services}/`, pathNot: '^$1/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'A domain imports its own domain and common/{messages,errors,money,ticket-code} and hashes; no I/O.',
      severity: 'error',
      from: { path: `${services}/src/domain`, pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: [
          `${services}/src/domain`,
          '^common/src/(messages|errors|money|ticket-code)',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'routes-and-reactions-do-no-io',
      severity: 'error',
      from: { path: `${services}/src/(routes|reactions)`, pathNot: '\\.test\\.ts$' },
      to: {
        path: 'node_modules/(mongoose|mongodb|@nats-io|node-nats-streaming|bull|ioredis|stripe|nodemailer)/',
      },
    },
    {
      name: 'store-knows-no-http',
      severity: 'error',
      from: { path: `${services}/src/store` },
      to: { path: 'node_modules/express/' },
    },
    {
      name: 'testing-kit-only-in-tests',
      severity: 'error',
      from: { path: `${services}/src`, pathNot: '\\.test\\.ts$' },
      to: { path: '^common/src/testing' },
    },
    {
      name: 'common-knows-no-service',
      severity: 'error',
      from: { path: '^common/' },
      to: { path: `${services}/` },
    },
    {
      name: 'common-lower-folders-first',
      comment:
        'errors, money, messages, tracing, ticket-code < messaging, batch, auth < http < outbox < runtime < testing',
      severity: 'error',
      from: { path: '^common/src/(errors|money|messages|tracing|ticket-code)/' },
      to: { path: '^common/src/(messaging|batch|auth|http|outbox|runtime|testing)/' },
    },
    {
      name: 'common-middle-folders',
      severity: 'error',
      from: { path: '^common/src/(messaging|batch|auth)/' },
      to: { path: '^common/src/(http|outbox|runtime|testing)/' },
    },
    {
      name: 'common-http-below-outbox',
      severity: 'error',
      from: { path: '^common/src/http/' },
      to: { path: '^common/src/(outbox|runtime|testing)/' },
    },
    {
      name: 'common-outbox-below-runtime',
      severity: 'error',
      from: { path: '^common/src/outbox/' },
      to: { path: '^common/src/(runtime|testing)/' },
    },
    {
      name: 'e2e-imports-no-service',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: [`${services}/`, '^common/'] },
    },
    sdk('mongoose', [`${services}/src/store`, '^common/src/outbox'], 'mongoose lives in store'),
    sdk('stripe', ['^payments/src/gateway'], 'stripe lives in payments/src/gateway'),
    sdk('bull', ['^expiration/src'], 'bull lives in expiration'),
    sdk('@nats-io', ['^common/src/messaging'], 'NATS lives in common/messaging'),
    sdk('node-nats-streaming', ['^common/src/messaging'], 'NATS lives in common/messaging'),
    sdk(
      'express',
      [`${services}/src/(routes|app)`, '^common/src/(http|runtime)'],
      'express lives in routes, app and common/http',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next)/' },
    tsConfig: { fileName: 'tsconfig.tests.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
    parser: 'swc',
  },
};
