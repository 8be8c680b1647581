// JSON logs that never hold a password, a token, a cookie or a card.
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

const secretNames = [
  'password',
  'currentPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'clientSecret',
  'client_secret',
  'authorization',
  'cookie',
  'jwt',
  'card',
  'code',
];
const headers = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-queue-pass"]',
  'req.headers["x-queue-token"]',
  'res.headers["set-cookie"]',
];

/** A logger for one service; secrets up to two levels deep are replaced. */
export function createLogger(options: {
  name: string;
  level: string;
  destination?: DestinationStream;
}): Logger {
  const paths = [
    ...secretNames.flatMap((name) =>
      name === 'code' ? [`body.${name}`] : [name, `*.${name}`, `*.*.${name}`],
    ),
    ...headers,
  ];
  return pino(
    {
      name: options.name,
      level: options.level,
      redact: { paths, censor: '[secret]' },
      serializers: { error: pino.stdSerializers.err },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    ...(options.destination ? [options.destination] : []),
  );
}
