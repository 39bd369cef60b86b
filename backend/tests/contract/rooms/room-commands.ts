import { randomUUID } from 'node:crypto';
import type { Body, Member, Uuid } from '@parley/protocol';
import type { Command } from '../../../src/domain/log/command.ts';
import type { Appended } from '../../../src/domain/log/next-entry.ts';
import { roomOf } from '../../../src/domain/rooms/create-room.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, someone } from '../commands.ts';

export function createRoom(conversation: Uuid, owner: Uuid, name = 'Harbour'): Command {
  return command(conversation, owner, roomOf(owner, name));
}

/** A room that exists, with members who joined one after the other: the first from `seq` 2 on. */
export async function room(stores: Stores, owner: Uuid, members: readonly Uuid[] = []): Promise<Uuid> {
  const conversation = randomUUID();
  await append(stores, createRoom(conversation, owner));
  for (const uid of members) await join(stores, conversation, uid);
  return conversation;
}

export function join(stores: Stores, conversation: Uuid, uid: Uuid): Promise<Appended> {
  return append(stores, command(conversation, uid, { kind: 'joined' }));
}

export function leave(stores: Stores, conversation: Uuid, uid: Uuid): Promise<Appended> {
  return append(stores, command(conversation, uid, { kind: 'left' }));
}

/** A command of the order of a room, as an owner or admin gives it. */
export function orders(
  stores: Stores,
  conversation: Uuid,
  sender: Uuid,
  body: Extract<
    Body,
    { kind: 'banned' | 'unbanned' | 'muted' | 'rulesChanged' | 'appointed' | 'locked' | 'roleChanged' }
  >,
): Promise<Appended> {
  return append(stores, command(conversation, sender, body));
}

/** That many people join a room, several at a time. @returns who */
export async function crowd(stores: Stores, conversation: Uuid, count: number): Promise<readonly Uuid[]> {
  const people = Array.from({ length: count }, someone);
  for (let at = 0; at < count; at += 50)
    await Promise.all(people.slice(at, at + 50).map((uid) => join(stores, conversation, uid)));
  return people;
}

/** What the store knows of a user in a room. */
export async function memberIn(stores: Stores, conversation: Uuid, uid: Uuid): Promise<Member | undefined> {
  return (await stores.conversations.state(conversation, [uid]))?.members[uid];
}
