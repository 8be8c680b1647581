// The browser's sign-in: a cookie session that holds nothing but a JWT, which is its own signature.
import cookieSession from 'cookie-session';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../errors/index.ts';

export const sessionCookieName = 'session';
const maxAgeMs = 30 * 86_400_000;

/** Reads the cookie, and writes it when {@link setSessionToken} or {@link clearSession} changed it. */
export function sessionCookie({ secure }: { secure: boolean }): RequestHandler {
  const session = cookieSession({
    name: sessionCookieName,
    signed: false,
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: maxAgeMs,
  });
  return (request, response, next) => {
    // TLS ends before us, perhaps hops away: the public address says what the browser speaks. Otherwise a secure cookie is silently not sent.
    if (secure) Object.defineProperty(request, 'protocol', { value: 'https', configurable: true });
    session(request, response, next);
  };
}

/** The JWT of the cookie, if there is a readable one. */
export function cookieToken(request: Request): string | undefined {
  const token: unknown = request.session?.jwt;
  return typeof token === 'string' ? token : undefined;
}

/** A request with a Bearer token is judged by that alone; any other Authorization leaves the cookie in charge. */
export function usesBearer(request: Request): boolean {
  return /^bearer(\s|$)/i.test(request.headers.authorization ?? '');
}

/** Signs the browser in with `token`. */
export function setSessionToken(request: Request, token: string): void {
  request.session = { jwt: token };
}

/** Makes the browser forget its sign-in. */
export function clearSession(request: Request): void {
  request.session = null;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a state-changing request that carries the cookie unless the browser says it comes from our own pages:
 * `Sec-Fetch-Site: same-origin`, or an `Origin` that is `publicUrl`'s or has the host that was asked.
 */
export function ownOriginOnly(options: { publicUrl: string }): RequestHandler {
  const ownOrigin = new URL(options.publicUrl).origin;
  return (request, _response, next) => {
    if (safeMethods.has(request.method) || usesBearer(request) || !cookieToken(request)) return next();
    if (request.get('sec-fetch-site') === 'same-origin') return next();
    const origin = request.get('origin');
    if (origin && (origin === ownOrigin || hostOf(origin) === request.get('host'))) return next();
    next(new AppError('forbidden', 'foreign-origin', 'This request did not come from our own pages.'));
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
