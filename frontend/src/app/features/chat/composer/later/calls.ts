import { computed, inject, linkedSignal, resource, type Signal } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { CALLS, currentMembers, EVERYONE, LIMITS, mayCallAll, ONLINE } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { type Calls, Mentioning } from '../mentioning.ts';
import { mentionsIn } from '../mentions-in.ts';

const NAMES: ReadonlyMap<Uuid, string> = new Map([
  [EVERYONE, 'Everyone here'],
  [ONLINE, 'Everyone who is online'],
]);

/** `@all` and `@here` as the list of those who can be mentioned shows them. */
const CALLED: readonly User[] = [...CALLS].map(([uid, username]) => ({
  uid,
  username,
  displayName: NAMES.get(uid) ?? username,
  about: '',
  admin: false,
  removed: false,
}));

/** Who gets to know of what is written, beside those whom it names. */
export type Call =
  | { readonly kind: 'all' | 'here'; readonly people: number }
  /** Nobody does, although it is written. */
  | { readonly kind: 'alone' | 'notAllowed' | 'nobodyOnline' | 'manyOnline' | 'unknown' }
  /** That is being asked. */
  | { readonly kind: 'asking' };

/**
 * `@all` and `@here` in the open group: lets them be mentioned where the user's role allows it, and says whom they reach. Who is online is
 * known here and not to a server that cannot read the text, so they are named in the message. Made in the composer's injection context.
 */
export function followCalls(): Calls & { readonly call: Signal<Call | undefined> } {
  const chat = inject(Chat);
  const open = inject(OpenConversation);
  const mentioning = inject(Mentioning);
  const { text } = inject(Composing);
  const conversation = open.id() ?? '';

  const row = computed(() => chat.row(conversation));
  const others = computed(() => Math.max(0, (row()?.memberCount ?? 0) - 1));
  const isAllowed = computed(
    () => row()?.type === 'group' && others() > 0 && mayCallAll(row()?.role ?? null, others() + 1),
  );
  const written = computed(() => mentionsIn(text().trim(), CALLED));
  const isHere = computed(() => isAllowed() && written().includes(ONLINE));
  /** Asked once while it is written, not for each letter, and again after the connection was lost. */
  const inRoom = resource({
    params: () => (isHere() && mentioning.isRoom() && chat.connection().kind === 'online') || undefined,
    loader: async () => onlineIn(chat, conversation),
  });
  /** It stays while it is asked again. */
  const lastInRoom = linkedSignal({
    source: () => ({ isWanted: isHere(), told: inRoom.hasValue() ? inRoom.value() : undefined }),
    computation: ({ isWanted, told }, previous?: { readonly value: readonly Uuid[] | undefined }) =>
      isWanted ? (told ?? previous?.value) : undefined,
  });
  /** Undefined while that is unknown. */
  const online = computed<readonly Uuid[] | undefined>(() => {
    if (mentioning.isRoom()) return lastInRoom();
    const state = open.current()?.details()?.state;
    const isOnline = (uid: Uuid) => uid !== chat.me().uid && chat.presence().get(uid)?.online === true;
    return state === undefined ? undefined : currentMembers(state).filter(isOnline);
  });
  /** One of the mentions says that they are those who were online. */
  const isMany = computed(() => (online()?.length ?? 0) >= LIMITS.mentions);

  /** Without an answer, and without hope of one. */
  const isUnanswered = computed(() => chat.connection().kind === 'offline' || inRoom.status() === 'error');

  const call = computed<Call | undefined>(() => {
    if (row()?.type !== 'group' || written().length === 0) return undefined;
    if (others() === 0) return { kind: 'alone' };
    if (!isAllowed()) return { kind: 'notAllowed' };
    if (written().includes(EVERYONE)) return { kind: 'all', people: others() };
    const people = online()?.length;
    if (people === undefined) return { kind: isUnanswered() ? 'unknown' : 'asking' };
    if (people === 0) return { kind: 'nobodyOnline' };
    return isMany() ? { kind: 'manyOnline' } : { kind: 'here', people };
  });
  return {
    call,
    users: computed(() => (isAllowed() ? CALLED : [])),
    widened: computed(() => {
      const here = isMany() ? [] : (online() ?? []);
      return (uids) => widened(uids, here);
    }),
    isKnown: computed(() => !isHere() || online() !== undefined || isUnanswered()),
  };
}

/** Without anybody online, nobody is told: then it is no mention. */
function widened(uids: Uuid[], online: readonly Uuid[]): Uuid[] {
  if (!uids.includes(ONLINE)) return uids;
  return online.length === 0 ? uids.filter((uid) => uid !== ONLINE) : [...new Set([...uids, ...online])];
}

/** Who is online in a room comes first in the list of its members. At most one more than a message can mention. */
async function onlineIn({ client, me }: Chat, room: Uuid): Promise<readonly Uuid[]> {
  const rooms = await client.rooms();
  const online: Uuid[] = [];
  for (let after: string | undefined; ;) {
    const { members, next } = await rooms.members(room, '', after);
    online.push(...members.filter((member) => member.online).map(({ user }) => user.uid));
    const isOver = members.some((member) => !member.online) || online.length > LIMITS.mentions;
    if (next === undefined || isOver) return online.filter((uid) => uid !== me().uid);
    after = next;
  }
}
