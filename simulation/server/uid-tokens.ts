import type { TokenCodec } from '@parley/backend/domain/sessions/token-codec.ts';

const END_OF_TIME = Date.UTC(3000, 0, 1);

/** Tokens that are the uid: logging in and its keys are not simulated, and sessions never end. */
export const UID_TOKENS: TokenCodec & { readonly endOfTime: number } = {
  endOfTime: END_OF_TIME,
  lifetime: END_OF_TIME,
  sign: ({ uid }) => uid,
  verify: (token) => ({ uid: token, sid: token, username: '', issuedAt: 0, expiresAt: END_OF_TIME }),
};
