import {
  roomProofMessage,
  type Challenge,
  type Credential,
  type Kdf,
  type Proof,
  type Uuid,
} from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf, sign } from './ed25519.ts';
import { hkdfKey } from './hkdf-key.ts';
import { label } from './labels.ts';
import { newKdf } from './new-kdf.ts';
import type { PasswordProving } from '../ports/password-proving.ts';

/** Apart from that of accounts: whoever uses one password for both does not sign for the one with the key of the other. */
const ROOM_SEED = label('room-seed');

/** What the server keeps of a new password of a room. @param salt 16 random bytes */
export async function roomCredential(
  { kdf }: Pick<PasswordProving, 'kdf'>,
  password: string,
  salt: Uint8Array,
): Promise<Credential> {
  const how = newKdf(salt);
  const publicKey = await publicKeyOf(await seedOf(kdf, password, how));
  return { kdf: how, publicKey: uint8ArrayToBase64(publicKey) };
}

/** Proves the password of a room, again and again if need be. It is derived once, as that takes a second. */
export class RoomProver {
  readonly #proving: PasswordProving;
  readonly #password: string;
  readonly #who: { readonly uid: Uuid; readonly room: Uuid };
  #derived: { readonly salt: string; readonly seed: Uint8Array } | undefined;

  constructor(proving: PasswordProving, password: string, who: { readonly uid: Uuid; readonly room: Uuid }) {
    this.#proving = proving;
    this.#password = password;
    this.#who = who;
  }

  /** The answer to a challenge: a signature that only the password can make. */
  async proofBy({ challenge, expiresAt, kdf }: Challenge): Promise<Proof> {
    const { origin } = this.#proving;
    const bytes = base64ToUint8Array(challenge);
    const message = roomProofMessage({ ...this.#who, origin, challenge: bytes, expiresAt });
    const signature = uint8ArrayToBase64(await sign(await this.#seedBy(kdf), message));
    return { challenge, origin, key: { kind: 'password' }, signature };
  }

  /** By another salt where the password was changed meanwhile. */
  async #seedBy(kdf: Kdf): Promise<Uint8Array> {
    if (this.#derived?.salt !== kdf.salt)
      this.#derived = { salt: kdf.salt, seed: await seedOf(this.#proving.kdf, this.#password, kdf) };
    return this.#derived.seed;
  }
}

async function seedOf(argon2: PasswordProving['kdf'], password: string, kdf: Kdf): Promise<Uint8Array> {
  return hkdfKey(await argon2.derive(new TextEncoder().encode(password.normalize('NFKC')), kdf), ROOM_SEED);
}
