import { randomUUID } from 'node:crypto';
import {
  encodeHeader,
  envelopeBodyHash,
  envelopeKindOf,
  type Body,
  type Entry,
  type MessageBody,
  type Payload,
} from '@parley/protocol';
import { sha256 } from '../src/domain/sha256.ts';
import type { TestClient } from './connect-client.ts';
import { registerWithKeys, type UserWithKeys } from './register-with-keys.ts';
import type { TestBackend } from './start-test-backend.ts';

/** What an envelope says of the log that its sender held. */
export type Held = Pick<Entry, 'seq' | 'chain'>;

/** Somebody with keys and a socket, who makes envelopes by hand. */
export class SealedPerson {
  readonly user: UserWithKeys;
  readonly client: TestClient;

  constructor(user: UserWithKeys, client: TestClient) {
    this.user = user;
    this.client = client;
  }

  static async register(backend: TestBackend): Promise<SealedPerson> {
    const user = await registerWithKeys(backend.httpUrl);
    return new SealedPerson(user, await backend.connect(user));
  }

  /** A command with an envelope around `behind`, which the server does not look at. */
  sealed<Kind extends Body>(
    conversation: string,
    body: Kind,
    held: Held,
    behind: Uint8Array = new Uint8Array(9),
  ) {
    const id = randomUUID();
    const header = encodeHeader({
      kind: envelopeKindOf(body),
      conversation,
      sender: this.user.uid,
      device: this.user.device,
      id,
      time: 1,
      keyLog: { seq: 2, hash: new Uint8Array(32) },
      epoch: ('epoch' in body ? body.epoch : undefined) ?? 0,
      log: { seq: held.seq, chain: Buffer.from(held.chain, 'base64') },
      bodyHash: envelopeBodyHash(sha256, body),
    });
    const payload: Payload = { kind: 'sealed', bytes: Buffer.concat([header, behind]).toString('base64') };
    return { conversation, id, body, payload };
  }

  /** Sends into a group. */
  async says(conversation: string, body: MessageBody, held: Held): Promise<Entry> {
    return this.client.get('groupMessage', this.sealed(conversation, body, held));
  }
}
