import type { Uuid } from '@parley/protocol';
import { localError } from '@parley/protocol/core';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import { unstartedDirect } from './unstarted-direct.ts';

interface LookupDeps {
  readonly me: Uuid;
  readonly storage: Pick<ChatStorage, 'saveHeads'>;
  readonly known: KnownConversations;
  /** Settles once the local copy was read. */
  readonly loaded: Promise<void>;
}

/** Finds conversations by id, among them direct ones that have no messages yet. */
export class ConversationLookup {
  readonly #deps: LookupDeps;
  readonly #peers = new Map<Uuid, Uuid>();

  constructor(deps: LookupDeps) {
    this.#deps = deps;
  }

  /** Prepares a direct conversation, which need not exist yet. */
  meet(conversation: Uuid, peer: Uuid): void {
    this.#peers.set(conversation, peer);
  }

  /** The peer of a direct conversation that was prepared by this client. */
  peerOf(conversation: Uuid): Uuid | undefined {
    return this.#peers.get(conversation);
  }

  /** A conversation of the local copy; a prepared one is added to it first. @throws CodedError `E_NOT_FOUND` */
  async find(id: Uuid): Promise<StoredConversation> {
    const { me, storage, known, loaded } = this.#deps;
    await loaded;
    const peer = this.#peers.get(id);
    if (known.get(id) === undefined && peer !== undefined)
      for (const stored of await storage.saveHeads([unstartedDirect(id, peer, me)])) known.put(stored);
    const stored = known.get(id);
    if (stored === undefined) throw localError('E_NOT_FOUND');
    return stored;
  }
}
