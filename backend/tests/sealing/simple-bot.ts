import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { checkSimple, importSimpleKey, openSimple, sealSimple, sign } from '@parley/client/testing';
import {
  decodeSimple,
  directConversationId,
  encodeContent,
  machineKeyMessage,
  parseKeyLogEntry,
  type Entry,
  type MessageBody,
  type PrivateMessage,
  type Uuid,
} from '@parley/protocol';
import { expect } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import { connectClient, type TestClient } from '../../testing/connect-client.ts';
import { type TestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';
import type { SealedBrowser } from './sealed-browser.ts';

interface Half {
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array;
}

export function half(type: 'ed25519' | 'x25519'): Half {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { x, d } = pair.privateKey.export({ format: 'jwk' });
  return {
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    secret: new Uint8Array(Buffer.from(d ?? '', 'base64url')),
  };
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A script that seals for itself, as one in another language does. */
export class Bot {
  readonly account = half('ed25519');
  readonly simple = half('x25519');
  readonly #backend: TestBackend;
  uid: Uuid = '';
  #client: TestClient | undefined;

  private constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  /** @param key whether it signs its simple key, as earlier ones did not */
  static async start(backend: TestBackend, key: 'signed' | 'unsigned' = 'unsigned'): Promise<Bot> {
    const admin = await backend.registerAdmin();
    const bot = new Bot(backend);
    const { account, simple } = bot;
    const message = machineKeyMessage({ accountKey: account.publicKey, simpleKey: simple.publicKey });
    const machine = await createMachine(backend, admin, {
      accountKey: base64(account.publicKey),
      simpleKey: base64(simple.publicKey),
      ...(key === 'signed' && { simpleKeySignature: base64(await sign(account.secret, message)) }),
    });
    const user = await machineUser(backend, admin, machine);
    bot.uid = user.uid;
    bot.#client = await connectClient(backend.wsUrl, user.token);
    return bot;
  }

  /** Whoever runs the server can do it. */
  async changesKeys(keys: {
    readonly accountKey?: string;
    readonly simpleKey?: string | undefined;
    readonly simpleKeySignature?: string | undefined;
  }): Promise<void> {
    const { machines } = this.#backend.stores;
    const machine = (await machines.find(this.uid)) ?? expect.unreachable();
    await machines.change(this.uid, { ...machine.details, ...keys });
  }

  /** What a server could write into the log by itself: for as long as it takes, no machine has a key to seal to. */
  async forges(to: SealedBrowser, text: string, body: MessageBody = { kind: 'message' }): Promise<void> {
    await this.changesKeys({ simpleKey: undefined });
    const payload = encodeContent({ type: 'text', text });
    const forged = { conversation: this.with(to), peer: to.uid, id: randomUUID(), body, payload };
    await this.#client?.get('privateMessage', forged satisfies PrivateMessage);
    await this.changesKeys({ simpleKey: base64(this.simple.publicKey) });
  }

  async say(to: SealedBrowser, text: string, account = this.account): Promise<void> {
    const conversation = this.with(to);
    const id = randomUUID();
    const header = { conversation, sender: this.uid, id, time: Date.now() };
    const readers = [
      { user: to.uid, publicKey: Buffer.from((await this.#keysOf(to)).simpleKey, 'base64') },
      { user: this.uid, publicKey: this.simple.publicKey },
    ];
    const content = new TextEncoder().encode(JSON.stringify({ type: 'text', text }));
    const bytes = await sealSimple(header, readers, content, (signed) => sign(account.secret, signed));
    const payload = { kind: 'sealed', bytes: base64(bytes) } as const;
    const message: PrivateMessage = { conversation, peer: to.uid, id, body: { kind: 'message' }, payload };
    await this.#client?.get('privateMessage', message);
  }

  /** What somebody has written, once a device in their key log is known to have signed it. */
  async reads(from: SealedBrowser): Promise<string> {
    const entry = await this.#client?.next('response', ({ sender }) => sender === from.uid && sender !== '');
    const messages = this.#client?.received('response').filter((one) => one.body.kind === 'message') ?? [];
    return this.#open(messages.at(-1) ?? entry, from);
  }

  async #open(entry: Entry | undefined, from: SealedBrowser): Promise<string> {
    if (entry?.payload?.kind !== 'sealed') throw new Error('nothing is sealed');
    const signed = decodeSimple(Buffer.from(entry.payload.bytes, 'base64'));
    await checkSimple(signed, entry, (await this.#keysOf(from)).devices);
    const opened = await openSimple(signed.message, this.uid, [await importSimpleKey(this.simple.secret)]);
    return new TextDecoder().decode(opened);
  }

  async #keysOf({ uid }: SealedBrowser) {
    const log = (await this.#backend.stores.keys.entries(uid, 0)).map(({ entry }) => parseKeyLogEntry(entry));
    const simpleKey = log.flatMap((entry) => ('simpleKey' in entry ? entry.simpleKey : [])).at(-1) ?? '';
    const devices = log.flatMap((entry) =>
      entry.kind === 'deviceAdded' ? new Uint8Array(Buffer.from(entry.key, 'base64')) : [],
    );
    return { simpleKey, devices };
  }

  with({ uid }: SealedBrowser): Uuid {
    return directConversationId(sha256, uid, this.uid);
  }
}
