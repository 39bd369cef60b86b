import { randomUUID } from 'node:crypto';
import type { ArchivedLogs } from '@parley/backend/domain/archive/archive.ts';
import type { Command } from '@parley/backend/domain/log/command.ts';
import { nextEntry } from '@parley/backend/domain/log/next-entry.ts';
import { encodeContent, type ConversationState, type Entry, type Uuid } from '@parley/protocol';

const PAGE = 100;
const NOW = 1_800_000_000_000;

/** How a million messages are spread: the number of conversations of each length, a thousand in all. */
const SHAPE = [
  { length: 44, share: 800 },
  { length: 1_000, share: 165 },
  { length: 10_000, share: 30 },
  { length: 100_000, share: 5 },
] as const;

export interface Filled {
  readonly conversation: Uuid;
  readonly owner: Uuid;
  /** Messages in it. */
  readonly length: number;
}

/** Writes about this many messages: few very long conversations, many short ones, at least one of each length that fits. */
export async function fill(logs: ArchivedLogs, messages: number): Promise<readonly Filled[]> {
  const filled: Filled[] = [];
  for (const { length, share } of SHAPE.filter((one) => one.length <= messages)) {
    const conversations = Math.max(1, Math.round((share * messages) / 1_000_000));
    for (let n = 0; n < conversations; n++) filled.push(await fillOne(logs, length));
  }
  return filled;
}

async function fillOne(logs: ArchivedLogs, length: number): Promise<Filled> {
  const [conversation, owner] = [randomUUID(), randomUUID()];
  let state: ConversationState | undefined;
  let page: Entry[] = [];
  for (const command of commands(conversation, owner, length)) {
    const next = nextEntry(state, command, {}, NOW);
    state = next.state;
    page.push(next.entry);
    if (page.length === PAGE) {
      await logs.put(page);
      page = [];
    }
  }
  await logs.put(page);
  if (state !== undefined) {
    const mark = { delivered: 1, read: 1 };
    const preferences = { muted: false, archived: false, unread: false };
    await logs.finish(state, [{ uid: owner, mark, preferences }]);
  }
  return { conversation, owner, length };
}

function* commands(conversation: Uuid, owner: Uuid, length: number): Generator<Command> {
  yield {
    conversation,
    id: randomUUID(),
    sender: owner,
    body: {
      kind: 'created',
      type: 'group',
      name: 'Bench',
      visibility: 'private',
      protection: 'open',
      history: 'fromJoin',
      members: [{ uid: owner, role: 'owner' }],
    },
  };
  for (let n = 1; n <= length; n++) yield messageIn(conversation, owner, n);
}

/** A message of typical length, about 60 characters. Half of them say `eight`, the others `nine`. */
export function messageIn(conversation: Uuid, sender: Uuid, n: number): Command {
  const payload = encodeContent({
    type: 'text',
    text: `Message ${n}: see you at ${n % 2 === 0 ? 'eight' : 'nine'}, and bring the boat along, please`,
  });
  return { conversation, id: randomUUID(), sender, body: { kind: 'message' }, payload };
}
