import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.ts';

/** What a challenge says of itself. */
interface Issued {
  /** As it was asked for, whether or not there is such a user. */
  readonly username: string;
  /** ms */
  readonly expiresAt: number;
}

/** Bytes of a challenge: when it ends, what makes it unlike all others, and an HMAC over both and the username. */
const END = 8;
const SAID = 16;
const SIZE = 32;

/**
 * Makes login challenges that no server has to remember: strangers can ask for as many as they like, and nobody's login is
 * pushed out by theirs. Every server with the same secrets knows them.
 */
export class ChallengeCodec {
  readonly #secrets: readonly [string, ...string[]];

  /** @param secrets the one that makes challenges comes first; those of the others are still accepted */
  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  /** @returns 32 bytes in base64 */
  issue({ username, expiresAt }: Issued, random: Random): string {
    const end = Buffer.alloc(END);
    end.writeBigUInt64BE(BigInt(expiresAt));
    const said = Buffer.concat([end, random.bytes(SAID - END)]);
    return Buffer.concat([said, seal(this.#secrets[0], username, said)]).toString('base64');
  }

  /** When a challenge ends (ms), or nothing where it was not made here for this username. */
  endOf(challenge: string, username: string): number | undefined {
    const bytes = Buffer.from(challenge, 'base64');
    const [said, sealed] = [bytes.subarray(0, SAID), bytes.subarray(SAID)];
    const isOurs =
      bytes.length === SIZE &&
      // Base64 has four spellings of 32 bytes, and each would count once.
      bytes.toString('base64') === challenge &&
      this.#secrets.some((secret) => timingSafeEqual(sealed, seal(secret, username, said)));
    return isOurs ? Number(said.readBigUInt64BE()) : undefined;
  }
}

function seal(secret: string, username: string, said: Uint8Array): Uint8Array {
  return createHmac('sha256', secret)
    .update('parley/v1/challenge\0')
    .update(said)
    .update(username.toLowerCase())
    .digest()
    .subarray(0, SIZE - SAID);
}
