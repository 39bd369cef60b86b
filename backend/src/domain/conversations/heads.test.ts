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

/** Has lost the first entry of one log. */
class HoledStore extends MemoryConversationStore {
  holed: Uuid | undefined;

  override async entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    const entries = await super.entries(conversation, from, to);
    return conversation === this.holed ? entries.filter(({ seq }) => seq > 1) : entries;
  }
}

test('a log with a hole that somebody left is told of, and takes no other with it', async () => {
  const conversations = new HoledStore();
  const stores = { ...createMemoryStores(), conversations };
  const [owner, former] = [randomUUID(), randomUUID()];
  const groups: Uuid[] = [];
  for (let i = 0; i < 3; i++) {
    const conversation = await group(stores, owner, { members: [former] });
    await append(stores, command(conversation, former, { kind: 'left' }));
    await talk(stores, conversation, owner, 1);
    groups.push(conversation);
  }
  conversations.holed = groups[1];

  const page = await heads(stores, former, undefined);
  expect(page.heads.map(({ conversation }) => conversation)).toEqual([groups[0], groups[2]]);
  expect(page.damaged).toEqual([groups[1]]);
});
