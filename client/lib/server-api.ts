import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { isApiError } from './api-error.ts';
import { createApi } from './api.ts';
import type { Role, User } from './types.ts';

const baseUrl = () => process.env.API_BASE_URL ?? 'http://localhost:3000';

/** The API as the visitor of this request sees it: their cookie goes with every call. */
export const serverApi = cache(async () => {
  // The header as it came: a cookie written anew would be encoded anew, and no longer fit its signature.
  const cookie = (await headers()).get('cookie');
  return createApi({ baseUrl: baseUrl(), ...(cookie ? { headers: { cookie } } : {}) });
});

/** The API as nobody in particular sees it; its answers may be shared between visitors. */
export const publicApi = () => createApi({ baseUrl: baseUrl() });

/** Who is signed in, asked once per request; throws while sign-in is unreachable. */
const askUser = cache(async (): Promise<User | null> => (await serverApi()).currentUser());

/** Who is signed in. The shop stays open, signed out, while sign-in is unreachable. */
export function currentUser(): Promise<User | null> {
  return orElse(askUser(), null);
}

/** The signed-in user, or a detour over the sign-in page back to `path`. */
export async function requireUser(path: string, role?: Role): Promise<User> {
  const user = await askUser();
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (role && user.role !== role) redirect('/portal/join');
  return user;
}

/** Resolves a lookup; what is not there (or not yours) becomes the not-found page, a lost session the sign-in page. */
export async function orNotFound<T>(lookup: Promise<T>, path: string): Promise<T> {
  try {
    return await lookup;
  } catch (error) {
    if (isApiError(error) && (error.status === 404 || error.status === 400)) notFound();
    if (isApiError(error) && error.status === 401) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
    throw error;
  }
}

/** Resolves a part of a page that the rest can do without. */
export async function orElse<T>(lookup: Promise<T>, fallback: T): Promise<T> {
  try {
    return await lookup;
  } catch {
    return fallback;
  }
}
