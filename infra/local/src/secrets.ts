import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Secrets {
  jwtPrivateKeyFile: string;
  ticketKeySecret: string;
  stripeWebhookSecret: string;
}

/** Reads the keys of this installation, making those that are missing; they stay, so tokens and tickets stay valid. */
export async function readSecrets(folder: string): Promise<Secrets> {
  const jwtPrivateKeyFile = join(folder, 'jwt-private-key.pem');
  await keep(jwtPrivateKeyFile, () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  });
  return {
    jwtPrivateKeyFile,
    ticketKeySecret: await keep(join(folder, 'ticket-key-secret'), () => randomBytes(32).toString('base64')),
    stripeWebhookSecret: await keep(
      join(folder, 'stripe-webhook-secret'),
      () => `whsec_${randomBytes(24).toString('base64url')}`,
    ),
  };
}

async function keep(file: string, make: () => string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = make();
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
