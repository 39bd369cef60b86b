import type { TokenCodec } from '@parley/backend/domain/sessions/token-codec.ts';
import type { Uuid } from '@parley/protocol';

const END_OF_TIME = Date.UTC(3000, 0, 1);

/** The token of a device; without one, of all browsers of a user together. */
export function tokenOf(uid: Uuid, device?: Uuid): string {
  return device === undefined ? uid : `${uid} ${device}`;
}

/** Whose token it is. */
export function uidIn(token: string): Uuid {
  return token.split(' ')[0] ?? '';
}

/** Tokens that are the uid, and behind it the session: logging in is not simulated, and tokens never end. */
export const UID_TOKENS: TokenCodec & { readonly endOfTime: number } = {
  endOfTime: END_OF_TIME,
  lifetime: END_OF_TIME,
  sign: ({ uid, sid }) => tokenOf(uid, sid),
  verify: (token) => {
    const [uid = '', sid = uid] = token.split(' ');
    return { uid, sid, username: '', issuedAt: 0, expiresAt: END_OF_TIME };
  },
};
