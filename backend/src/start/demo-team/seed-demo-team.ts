import {
  ANNOUNCEMENTS,
  directConversationId,
  encodeContent,
  type Content,
  type Entry,
  type MessageBody,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { createGroup, openGroupOf } from '../../domain/groups/create-group.ts';
import { sendAnnouncement } from '../../domain/messages/send-announcement.ts';
import { sendGroup } from '../../domain/messages/send-group.ts';
import { sendPrivate } from '../../domain/messages/send-private.ts';
import { moveMarks } from '../../domain/receipts/move-marks.ts';
import { sha256 } from '../../domain/sha256.ts';
import { enterDemoGeneral } from '../demo-general.ts';
import { addColleagues, DEMO_NAMES, demoId, type DemoName } from '../demo-users.ts';
import { SCRIPT, type Line, type Talk } from './script.ts';

type SeedContext = Pick<
  Context,
  | 'conversations'
  | 'users'
  | 'machines'
  | 'keys'
  | 'publisher'
  | 'clock'
  | 'sessions'
  | 'mutedPeople'
  | 'audit'
>;

/**
 * Lets a team of demo users talk for some days, through the use cases that real users call. Every command has an id that
 * follows from the script, so that what is stored already is not said again.
 */
export async function seedDemoTeam(context: SeedContext): Promise<void> {
  await addColleagues(context);
  await enterDemoGeneral(context, DEMO_NAMES);
  for (const talk of SCRIPT) await hold(context, talk);
}

async function hold(context: SeedContext, talk: Talk): Promise<void> {
  const conversation = conversationOf(talk.place);
  const said = new Map<string, number>();
  let last = 0;
  for (const { daysAgo, lines } of talk.days)
    for (const line of lines) {
      const then = { ...context, clock: () => timeOf(context.clock(), daysAgo, line.at) };
      if (last === 0) await open(then, talk.place, conversation);
      const { seq } = await send(then, talk.place, conversation, line, said);
      if (line.kind === 'message') said.set(line.text, seq);
      last = seq;
    }
  if (talk.place.kind === 'announcements') return;
  const seq = last - talk.unread;
  for (const name of membersOf(talk.place))
    for (const kind of ['delivered', 'read'] as const)
      await moveMarks(context, uidOf(name), { kind, marks: [{ conversation, seq }] });
}

async function open(context: SeedContext, place: Talk['place'], conversation: Uuid): Promise<void> {
  if (place.kind !== 'group') return;
  const [owner, ...others] = place.members;
  const members = others.map(uidOf);
  const id = demoId(`create ${place.name}`);
  const sender = uidOf(owner);
  const body = openGroupOf(sender, { name: place.name, members, history: 'all' });
  await createGroup(context, { conversation, id, sender, body });
}

function send(
  context: SeedContext,
  place: Talk['place'],
  conversation: Uuid,
  line: Line,
  said: ReadonlyMap<string, number>,
): Promise<Entry> {
  const uid = uidOf(line.by);
  const id = demoId(`${conversation} ${JSON.stringify(line)}`);
  const message = { conversation, id, ...messageOf(line, said) };
  switch (place.kind) {
    case 'announcements':
      return sendAnnouncement(context, { uid }, message);
    case 'group':
      return sendGroup(context, { uid }, message);
    case 'direct': {
      const peer = place.between.find((name) => name !== line.by) ?? line.by;
      return sendPrivate(context, { uid }, { ...message, peer: uidOf(peer) });
    }
  }
}

function messageOf(
  line: Line,
  said: ReadonlyMap<string, number>,
): { body: MessageBody; payload?: ReturnType<typeof encodeContent> } {
  const seqOf = (text: string) => {
    const seq = said.get(text);
    if (seq === undefined) throw new Error(`Nobody has said this yet: ${text}`);
    return seq;
  };
  const holding = (body: MessageBody, content: Content) => ({ body, payload: encodeContent(content) });
  switch (line.kind) {
    case 'message':
      return holding(
        { kind: 'message' },
        {
          type: 'text',
          text: line.text,
          ...(line.answers !== undefined && { replyTo: seqOf(line.answers) }),
        },
      );
    case 'edit':
      return holding({ kind: 'edit', target: seqOf(line.of) }, { type: 'text', text: line.text });
    case 'reaction':
      return holding(
        { kind: 'reaction', target: seqOf(line.to) },
        { type: 'reaction', emoji: line.emoji, on: true },
      );
    case 'pin':
      return { body: { kind: 'pinned', target: seqOf(line.of) } };
  }
}

function conversationOf(place: Talk['place']): Uuid {
  switch (place.kind) {
    case 'announcements':
      return ANNOUNCEMENTS;
    case 'group':
      return demoId(`group ${place.name}`);
    case 'direct':
      return directConversationId(sha256, uidOf(place.between[0]), uidOf(place.between[1]));
  }
}

function membersOf(place: Talk['place']): readonly DemoName[] {
  if (place.kind === 'announcements') return DEMO_NAMES;
  return place.kind === 'group' ? place.members : place.between;
}

function uidOf(name: DemoName): Uuid {
  return demoId(name);
}

/** @param at such as 09:30, in the time zone of the server */
function timeOf(now: number, daysAgo: number, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const day = new Date(now);
  day.setDate(day.getDate() - daysAgo);
  return day.setHours(hours, minutes, 0, 0);
}
