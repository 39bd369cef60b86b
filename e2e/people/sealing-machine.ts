import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { checkSimple, importSimpleKey, openSimple, sealSimple } from '@parley/client/testing';
import {
  decodeSimple,
  directConversationId,
  machineLoginMessage,
  parseKeyLogEntry,
  partsOfSimple,
  PROTOCOL_VERSION,
  simpleOfParts,
  VERSION_HEADER,
  type Entry,
  type KeyLogEntry,
  type Sha256,
  type SimpleParts,
  type Uuid,
} from '@parley/protocol';

const sha256: Sha256 = (data) => new Uint8Array(createHash('sha256').update(data).digest());
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** Keys as a script has them: raw, in base64. */
function keyPair(type: 'ed25519' | 'x25519') {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  const toBase64 = (text: string) => Buffer.from(text, 'base64url').toString('base64');
  return { privateKey, publicKey: toBase64(x), secret: bytes(toBase64(d)) };
}

/** A machine that talks by HTTP and `/ws` alone, and seals what it says with people by itself, as a script in another language does. */
export class SealingMachine {
  readonly name: string;
  readonly #origin: string;
  readonly #account = keyPair('ed25519');
  readonly #simple = keyPair('x25519');
  #uid: Uuid = '';
  #token = '';

  private constructor(name: string, origin: string) {
    this.name = name;
    this.#origin = origin;
  }

  /** Registers it, where registration is open, and logs in with its key. */
  static async register(name: string, origin: string): Promise<SealingMachine> {
    const machine = new SealingMachine(name, origin);
    await machine.#register();
    return machine;
  }

  async #register(): Promise<void> {
    const { name: username } = this;
    const keys = { accountKey: this.#account.publicKey, simpleKey: this.#simple.publicKey };
    const { user } = await this.#post<{ user: { uid: Uuid } }>('/auth/register', { username, ...keys });
    this.#uid = user.uid;
    const asked = await this.#post<{ challenge: string; expiresAt: number }>('/auth/login', {
      user: username,
    });
    const message = { uid: user.uid, challenge: bytes(asked.challenge), expiresAt: asked.expiresAt };
    const signature = sign(null, machineLoginMessage(message), this.#account.privateKey).toString('base64');
    const proof = { user: username, challenge: asked.challenge, signature };
    this.#token = (await this.#post<{ token: string }>('/auth/login?verify=true', proof)).token;
  }

  async say(to: Uuid, text: string): Promise<void> {
    const id = randomUUID();
    const header = { conversation: this.#with(to), sender: this.#uid, id, time: Date.now() };
    const { simpleKey } = await this.#keysOf(to);
    const readers = [
      { user: to, publicKey: bytes(simpleKey) },
      { user: this.#uid, publicKey: bytes(this.#simple.publicKey) },
    ];
    const content = new TextEncoder().encode(JSON.stringify({ type: 'text', text }));
    const sealed = await sealSimple(
      header,
      readers,
      content,
      async (signed) => new Uint8Array(sign(null, signed, this.#account.privateKey)),
    );
    const { content: body, ...parts } = partsOfSimple(decodeSimple(sealed));
    await this.#post<Entry>('/direct-message/', {
      header: { message_type: 'direct', to, id, timestamp: header.time, ...parts },
      body: { content: body },
    });
  }

  /** The first thing that somebody has said to it, opened. */
  async reads(from: Uuid): Promise<string> {
    const conversation = this.#with(from);
    const address = `${this.#origin.replace('http', 'ws')}/ws?after=${conversation}:0`;
    const socket = new WebSocket(address, ['parley.v1', `token.${this.#token}`]);
    const sealed = await new Promise<Sealed>((resolve, reject) => {
      socket.onclose = ({ reason }) => reject(new Error(`closed: ${reason}`));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as Sealed;
        if (frame.header.message_type === 'direct' && frame.header.uid === from) resolve(frame);
      };
    });
    socket.close();
    return this.#open(sealed);
  }

  async #open({ header, body }: Sealed): Promise<string> {
    const { conversation, uid: sender, id, timestamp: time } = header;
    const place = { conversation, sender, id, time };
    const signed = decodeSimple(simpleOfParts(place, { ...header, content: body.content }));
    const entry = { ...place, body: { kind: 'message' } } as const;
    await checkSimple(signed, entry, (await this.#keysOf(sender)).devices);
    const opened = await openSimple(signed.message, this.#uid, [await importSimpleKey(this.#simple.secret)]);
    return new TextDecoder().decode(opened);
  }

  async #keysOf(uid: Uuid) {
    const request = { after: [{ uid, seq: 0 }] };
    const page = await this.#post<{ keyLogs: { entries: { entry: string }[] }[] }>('/web/keylogs', request);
    const log = page.keyLogs.flatMap(({ entries }) => entries).map(({ entry }) => parseKeyLogEntry(entry));
    const simpleKey = log.flatMap((one) => ('simpleKey' in one ? one.simpleKey : [])).at(-1) ?? '';
    return { simpleKey, devices: log.flatMap(deviceIn) };
  }

  #with(peer: Uuid): Uuid {
    return directConversationId(sha256, this.#uid, peer);
  }

  async #post<Answer>(path: string, body: unknown): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      [VERSION_HEADER]: String(PROTOCOL_VERSION),
      ...(this.#token !== '' && { authorization: `Bearer ${this.#token}` }),
    };
    const answer = await fetch(this.#origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}

/** A frame with a sealed message. */
interface Sealed {
  readonly header: Omit<SimpleParts, 'content'> & {
    readonly message_type: string;
    readonly uid: Uuid;
    readonly conversation: Uuid;
    readonly id: Uuid;
    readonly timestamp: number;
  };
  readonly body: Pick<SimpleParts, 'content'>;
}

function deviceIn(entry: KeyLogEntry): Uint8Array[] {
  return entry.kind === 'deviceAdded' ? [bytes(entry.key)] : [];
}
