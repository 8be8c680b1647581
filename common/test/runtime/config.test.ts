import { baseConfig, mongoConfig, readConfig } from '@turnout/common/runtime';

const complete = {
  PORT: '3001',
  NATS_URL: 'nats://localhost:4222',
  PUBLIC_URL: 'http://localhost:3000',
  JWKS_URL: 'http://localhost:3000/api/users/.well-known/jwks.json',
  MONGO_URL: 'mongodb://localhost/orders',
};

describe('The configuration', () => {
  test('When it is complete, then it is typed, with defaults, and holds nothing else', () => {
    expect(readConfig(mongoConfig, { ...complete, HOME: '/root' })).toEqual({
      ...complete,
      PORT: 3001,
      BUS: 'jetstream',
      NATS_REPLICAS: 1,
      LOG_LEVEL: 'info',
    });
  });

  test('When everything is missing, then one error names everything', () => {
    for (const name of Object.keys(complete))
      expect(() => readConfig(mongoConfig, {})).toThrow(`${name}: is missing`);
  });

  test('When a variable is empty, then it is missing, and one with a default gets that', () => {
    expect(() => readConfig(baseConfig, { ...complete, NATS_URL: '' })).toThrow('NATS_URL: is missing');
    expect(readConfig(baseConfig, { ...complete, LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3.5'],
    ['PUBLIC_URL', 'localhost'],
    ['BUS', 'kafka'],
    ['LOG_LEVEL', 'loud'],
  ])('When %s is %s, then the error names it', (name, value) => {
    expect(() => readConfig(baseConfig, { ...complete, [name]: value })).toThrow(`${name}: `);
  });
});
