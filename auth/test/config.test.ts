import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@turnout/common/runtime';
import { authConfig, readPrivateKey } from '../src/config.ts';
import { createTokens } from '../src/sessions/tokens.ts';
import { privateKeyPem } from './start-auth.ts';

const environment = {
  PORT: '0',
  NATS_URL: 'nats://localhost',
  MONGO_URL: 'mongodb://localhost/auth',
  PUBLIC_URL: 'http://localhost:3000',
  JWKS_URL: 'http://localhost:3000/api/users/.well-known/jwks.json',
};

describe('The configuration of auth', () => {
  test('When neither key variable is given, then the start stops, naming both beside all else that is missing', () => {
    expect(() => readConfig(authConfig, environment)).toThrow(
      /JWT_PRIVATE_KEY: is missing, and so is JWT_PRIVATE_KEY_FILE/,
    );
    expect(() => readConfig(authConfig, { PORT: '0' })).toThrow(
      /MONGO_URL: is missing[^]*JWT_PRIVATE_KEY: is missing/,
    );
  });

  test('When the key is in the environment, with real or written line breaks, then it signs', () => {
    for (const pem of [privateKeyPem, privateKeyPem.replaceAll('\n', '\\n')]) {
      const config = readConfig(authConfig, { ...environment, JWT_PRIVATE_KEY: pem });
      expect(createTokens(readPrivateKey(config)).jwks().keys).toHaveLength(1);
    }
  });

  test('When the key is in a file, then it is read; when there is no such file, then one sentence says so', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'auth-key-')), 'key.pem');
    writeFileSync(file, privateKeyPem);
    expect(readPrivateKey(readConfig(authConfig, { ...environment, JWT_PRIVATE_KEY_FILE: file }))).toBe(
      privateKeyPem,
    );
    const config = readConfig(authConfig, { ...environment, JWT_PRIVATE_KEY_FILE: `${file}.none` });
    expect(() => readPrivateKey(config)).toThrow(/^JWT_PRIVATE_KEY_FILE cannot be read: ENOENT/);
  });

  test('When the key is no RSA key, then one sentence says so', () => {
    expect(() => createTokens('nonsense')).toThrow('JWT_PRIVATE_KEY must be an RSA private key in PEM form');
  });
});
