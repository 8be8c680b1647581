// People who use the shop: each signs up as a browser would and keeps the cookie.
import { randomUUID } from 'node:crypto';
import { createClient, withCookie, type Client } from '../api/client.ts';
import type { Profile } from '../api/shapes.ts';

export interface Person extends Client {
  id: string;
  email: string;
  password: string;
  cookie: string;
}

const PASSWORD = 'correct horse battery staple';

export async function signUp(role: Profile['role'], name = 'Robin Carter'): Promise<Person> {
  const email = `${role}-${randomUUID()}@example.test`;
  const answer = await createClient().call<Profile>('POST', '/api/users/signup', {
    body: { email, password: PASSWORD, role, name },
  });
  if (answer.status !== 201)
    throw new Error(`sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const cookie = cookieOf(answer.headers);
  return { id: answer.body.id, email, password: PASSWORD, cookie, ...withCookie(cookie) };
}

/** The name and value of the session cookie, as a browser sends it back. */
function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
