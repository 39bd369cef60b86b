import { randomUUID } from 'node:crypto';
import { carriesPayload, directConversationId, type Body, type Payload, type Uuid } from '@parley/protocol';
import type { Command } from '../../src/domain/log/command.ts';
import type { Appended } from '../../src/domain/log/next-entry.ts';
import { sha256 } from '../../src/domain/sha256.ts';
import type { Stores } from '../../src/domain/stores.ts';

/** When all tests happen, in ms. */
export const NOW = 1_800_000_000_000;

export const someone = (): Uuid => randomUUID();

export function text(words: string): Payload {
  return { kind: 'plain', bytes: Buffer.from(words).toString('base64') };
}

/** A command with a new id; what needs a payload gets one. */
export function command(conversation: Uuid, sender: Uuid, body: Body, words = 'words'): Command {
  const id = randomUUID();
  return { conversation, id, sender, body, ...(carriesPayload(body.kind) && { payload: text(words) }) };
}

export function message(conversation: Uuid, sender: Uuid, words?: string): Command {
  return command(conversation, sender, { kind: 'message' }, words);
}

export function append(stores: Stores, next: Command): Promise<Appended> {
  return stores.conversations.append(next, NOW);
}

/** Sends that many messages one after the other. */
export async function talk(stores: Stores, conversation: Uuid, sender: Uuid, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) await append(stores, message(conversation, sender, `${i}`));
}

interface GroupOptions {
  readonly members?: readonly Uuid[];
  readonly owners?: readonly Uuid[];
  readonly history?: 'fromJoin' | 'all';
}

export function createGroup(
  conversation: Uuid,
  owner: Uuid,
  { members = [], owners = [], history = 'fromJoin' }: GroupOptions = {},
): Command {
  return command(conversation, owner, {
    kind: 'created',
    type: 'group',
    name: 'Rowing club',
    visibility: 'private',
    protection: 'open',
    history,
    members: [
      ...[owner, ...owners].map((uid) => ({ uid, role: 'owner' as const })),
      ...members.map((uid) => ({ uid, role: 'member' as const })),
    ],
  });
}

/** A group that exists; its first entry has `seq` 1. */
export async function group(stores: Stores, owner: Uuid, options?: GroupOptions): Promise<Uuid> {
  const conversation = randomUUID();
  await append(stores, createGroup(conversation, owner, options));
  return conversation;
}

/** A direct conversation of two, or the notes of one. */
export async function direct(stores: Stores, a: Uuid, b: Uuid): Promise<Uuid> {
  const conversation = directConversationId(sha256, a, b);
  const members = [...new Set([a, b])].map((uid) => ({ uid, role: 'member' as const }));
  await append(
    stores,
    command(conversation, a, {
      kind: 'created',
      type: 'direct',
      visibility: 'private',
      protection: 'open',
      history: 'fromJoin',
      members,
    }),
  );
  return conversation;
}
