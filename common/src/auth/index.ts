export { claimsOf, createTokenSigner, tokenAudience, tokenIssuer } from './token-signer.ts';
export type { TokenSigner, UserClaims } from './token-signer.ts';
export { createTokenVerifier } from './token-verifier.ts';
export type { TokenVerifier, TokenVerifierOptions } from './token-verifier.ts';
export { fetchJson, pollJson } from './fetch-json.ts';
export type { CurrentUser, Jwks, Revocations, Role } from './types.ts';
