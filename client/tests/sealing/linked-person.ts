import {
  CHAIN_START,
  isInRosterList,
  ParleyError,
  type Head,
  type RequestOf,
  type Uuid,
} from '@parley/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { DirectEpochCrypto } from '../../src/crypto/epochs/direct-epoch-crypto.ts';
import { plainPayloads } from '../../src/link/opening/plain-payloads.ts';
import { isTransient } from '../../src/local/is-transient.ts';
import { LastingCopy } from '../../src/local/lasting-copy.ts';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import type { FollowedKeyLog } from '../../src/model/keys/followed-key-log.ts';
import { KnownConversations } from '../../src/model/known-conversations.ts';
import type { SealedConversation } from '../../src/model/sealing/sealed-conversation.ts';
import type { OpenedAccount, SealingAccount } from '../../src/model/sealing/sealing-account.ts';
import type { HttpApi } from '../../src/ports/http-api.ts';
import type { Contact } from '../../src/ports/keys/contact-keys.ts';
import type { EpochCrypto } from '../../src/ports/sealing/epoch-crypto.ts';
import type { Sealing, SealingLink } from '../../src/ports/sealing/sealing.ts';
import { createSealing } from '../../src/sealing/create-sealing.ts';
import { createWriting } from '../../src/sealing/writing/create-writing.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import { fakeRandom } from '../fake-world.ts';
import type { SealedWorld } from './sealed-world.ts';

/** A person with all that seals in a client, over a local copy and a server of which a test moves the heads by hand. */
export class LinkedPerson {
  readonly me: Uuid;
  readonly copy: MemoryStorage;
  readonly known = new KnownConversations();
  readonly sealing: Sealing;
  /** The keys that are open here; undefined while they are locked. */
  readonly account: WritableAtom<OpenedAccount | undefined>;
  /** What pages were told last. */
  readonly told = new Map<Uuid, SealedConversation>();
  /** How requests end that are made from now on, in place of an answer. */
  readonly refusals: (() => void)[] = [];
  readonly problems: unknown[] = [];
  /** What the server says of a conversation in place of what is true. */
  lies: Partial<Head> = {};
  asked = 0;
  readonly #world: SealedWorld;

  constructor(
    world: SealedWorld,
    { account, followed }: { readonly account: SealingAccount; readonly followed: FollowedKeyLog },
    copy = new MemoryStorage(followed.log.uid),
    crypto: EpochCrypto = new DirectEpochCrypto(),
  ) {
    this.#world = world;
    this.me = followed.log.uid;
    this.copy = copy;
    const others = [...world.directory].filter(([uid]) => uid !== this.me);
    const contacts = others.map(([uid, keys]) => [uid, { ...keys, trust: 'met' }] as const);
    this.account = atom<OpenedAccount | undefined>({ ...account, followed, contacts: {} });
    const keys = {
      account: this.account,
      contacts: {
        contacts: atom<ReadonlyMap<Uuid, Contact>>(new Map(contacts)),
        refresh: async () => this.#request(),
      },
      readOwn: () => Promise.resolve(true),
    };
    const parts = {
      keys,
      storage: copy,
      crypto,
      writing: createWriting,
    } as unknown as Parameters<typeof createSealing>[1];
    this.sealing = createSealing(this.#link(), parts);
  }

  /** Hears of a conversation as it is on the server now, of which nothing else is held. */
  async hear(conversation: Uuid): Promise<void> {
    const state = this.#world.server.state(conversation);
    const { peer: _, ...head } = unstartedDirect(conversation, this.me, this.me);
    const now = {
      ...{ ...head, type: 'group' as const, protection: 'sealed' as const },
      ...{ head: state?.head ?? 0, chain: state?.chain ?? CHAIN_START },
      ...{ roster: state?.roster, epoch: state?.epoch, memberCount: 2 },
      ...this.lies,
    };
    for (const stored of await this.copy.saveHeads([now])) this.known.put(stored);
  }

  #request(): void {
    this.asked++;
    this.refusals.shift()?.();
  }

  #link(): SealingLink {
    const { me, known } = this;
    const { server, clock } = this.#world;
    const spare = () => Promise.reject(new Error('the copy is not lost'));
    return {
      ...{ me, known, clock, random: fakeRandom(), plain: plainPayloads },
      storage: new LastingCopy({ stored: this.copy, server: { spare }, clock }),
      people: { users: atom(new Map()) },
      api: { call: this.#call as HttpApi['call'] },
      sender: {
        append: async ({ conversation }, command) => server.append(me, conversation, command),
      },
      outbox: { isOwner: () => true, take: async () => undefined },
      sink: { sealedChanged: (conversation, now) => void this.told.set(conversation, now) },
      catchUp: (conversation) => this.hear(conversation),
      loadOlder: async () => false,
      background: (task) => {
        task.catch((error: unknown) => {
          if (!isTransient(error)) this.problems.push(error);
        });
      },
    };
  }

  readonly #call = async (name: string, { body }: { readonly body: unknown }): Promise<unknown> => {
    this.#request();
    const { server } = this.#world;
    if (name === 'rosters') {
      const { after } = body as RequestOf<'rosters'>;
      const rosters = after.map(({ conversation, seq }) => {
        const log = server.logs.get(conversation) ?? [];
        return { conversation, entries: log.filter((entry) => entry.seq > seq && isInRosterList(entry)) };
      });
      return { rosters, done: after.length };
    }
    if (name !== 'handedKeys') throw new ParleyError('E_BAD_REQUEST');
    const { wanted } = body as RequestOf<'handedKeys'>;
    const keys = wanted.map((place) => {
      const handed = server.keys(this.me, [place]);
      return { ...place, handed: handed.map((one) => ({ ...one, bundle: uint8ArrayToBase64(one.bundle) })) };
    });
    return { keys, done: wanted.length };
  };
}
