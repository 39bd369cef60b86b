import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.ts';

/** What a challenge says of itself. */
interface Issued {
  /** What it is for: a username as it was asked for, whether or not there is such a user, or a room and who wants to join it. */
  readonly subject: string;
  /** ms */
  readonly expiresAt: number;
}

/** Bytes of a challenge: when it ends, what makes it unlike all others, and an HMAC over both and the subject. */
const END = 8;
const SAID = 16;
const SIZE = 32;

/**
 * Makes challenges that no server has to remember: strangers can ask for as many as they like, and nobody's login is
 * pushed out by theirs. Every server with the same secrets knows them.
 */
export class ChallengeCodec {
  readonly #secrets: readonly [string, ...string[]];

  /** @param secrets the one that makes challenges comes first; those of the others are still accepted */
  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  /** @returns 32 bytes in base64 */
  issue({ subject, expiresAt }: Issued, random: Random): string {
    const end = Buffer.alloc(END);
    end.writeBigUInt64BE(BigInt(expiresAt));
    const said = Buffer.concat([end, random.bytes(SAID - END)]);
    return Buffer.concat([said, seal(this.#secrets[0], subject, said)]).toString('base64');
  }

  /** When a challenge ends (ms), or nothing where it was not made here for this subject. */
  endOf(challenge: string, subject: string): number | undefined {
    const bytes = Buffer.from(challenge, 'base64');
    const [said, sealed] = [bytes.subarray(0, SAID), bytes.subarray(SAID)];
    const isOurs =
      bytes.length === SIZE &&
      // Base64 has four spellings of 32 bytes, and each would count once.
      bytes.toString('base64') === challenge &&
      this.#secrets.some((secret) => timingSafeEqual(sealed, seal(secret, subject, said)));
    return isOurs ? Number(said.readBigUInt64BE()) : undefined;
  }
}

function seal(secret: string, subject: string, said: Uint8Array): Uint8Array {
  return createHmac('sha256', secret)
    .update('parley/v1/challenge\0')
    .update(said)
    .update(subject.toLowerCase())
    .digest()
    .subarray(0, SIZE - SAID);
}
