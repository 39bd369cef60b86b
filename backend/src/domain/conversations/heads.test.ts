import { randomUUID } from 'node:crypto';
import type { Entry, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { append, command, group, talk } from '../../../tests/contract/commands.ts';
import { createMemoryStores } from '../../store/memory/index.ts';
import { MemoryConversationStore } from '../../store/memory/memory-conversation-store.ts';
import { heads } from './heads.ts';

/** Counts how many parts of logs are read at once. */
class WatchedStore extends MemoryConversationStore {
  most = 0;
  #now = 0;

  override async entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    this.most = Math.max(this.most, ++this.#now);
    const entries = await super.entries(conversation, from, to);
    this.#now--;
    return entries;
  }
}

test('of many conversations that somebody left, one log at a time is read', async () => {
  const conversations = new WatchedStore();
  const stores = { ...createMemoryStores(), conversations };
  const [owner, former] = [randomUUID(), randomUUID()];
  for (let i = 0; i < 5; i++) {
    const conversation = await group(stores, owner, { members: [former] });
    await append(stores, command(conversation, former, { kind: 'left' }));
    await talk(stores, conversation, owner, 1);
  }

  expect((await heads(stores, former, undefined)).heads).toHaveLength(5);

  expect(conversations.most).toBe(1);
});
