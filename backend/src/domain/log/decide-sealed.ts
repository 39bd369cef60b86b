import {
  CHAIN_START,
  currentEpoch,
  currentMembers,
  KEY_LIMITS,
  type Body,
  type ConversationState,
  type EnvelopeHeader,
  type ErrorCode,
} from '@parley/protocol';
import type { Command, Referred } from './command.ts';
import { fittingHeader } from './envelope.ts';

type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;
type SeenLog = EnvelopeHeader['log'];

/** Whether a sealed group may begin so. Its first envelope names the empty log. */
export function decideSealedCreated(command: Command, { members }: BodyOf<'created'>): ErrorCode | undefined {
  const header = fittingHeader(command);
  if (header === undefined) return 'E_UNSIGNED';
  if (!isInLog(header.log, undefined, undefined)) return 'E_KEY_EPOCH';
  return members.length > KEY_LIMITS.sealedMembers ? 'E_TOO_MANY_MEMBERS' : undefined;
}

/**
 * Whether an entry's envelope is good in a sealed conversation, or in one that it seals. Bytes that are refused here once are
 * refused for ever: rosters and epochs only rise.
 */
export function decideSealed(
  state: ConversationState,
  command: Command,
  { seen }: Referred,
): ErrorCode | undefined {
  const header = fittingHeader(command);
  if (header === undefined) return 'E_UNSIGNED';
  const { body } = command;
  if (body.kind === 'keys' && state.protection === 'open') {
    if (state.visibility !== 'private') return 'E_FORBIDDEN';
    if (currentMembers(state).length > KEY_LIMITS.sealedMembers) return 'E_TOO_MANY_MEMBERS';
  }
  return isInLog(header.log, state, seen) && isTimely(state, command, header.log) ? undefined : 'E_KEY_EPOCH';
}

/** Whether the sender's device held this log, and not much less of it. */
function isInLog(
  { seq, chain }: SeenLog,
  state: Pick<ConversationState, 'head' | 'chain'> | undefined,
  seen: string | undefined,
): boolean {
  const head = state?.head ?? 0;
  if (seq < head - KEY_LIMITS.headBehind) return false;
  // Nothing is there above the head.
  const there = seq === 0 ? CHAIN_START : seq === head ? state?.chain : seen;
  return there === Buffer.from(chain).toString('base64');
}

/** Whether what the sender knew of members and epochs is still so. */
function isTimely(state: ConversationState, { body, sender }: Command, seen: SeenLog): boolean {
  switch (body.kind) {
    case 'created':
    case 'joined':
    case 'described':
    case 'rulesChanged':
    case 'banned':
    case 'unbanned':
    case 'muted':
    case 'appointed':
    case 'locked':
    case 'unlocked':
    case 'deletion':
    case 'pinned':
    case 'unpinned':
      return true;
    case 'message':
    case 'edit':
    case 'reaction': {
      const epoch = currentEpoch(state);
      return epoch !== undefined && body.epoch === epoch.epoch && seen.seq >= epoch.lastPart;
    }
    case 'keys':
      return (isFirstOfDirect(state, body) || knowsRoster(state, seen)) && isNextPart(state, sender, body);
    case 'added':
      return knowsRoster(state, seen) && body.epoch === epochForNewcomers(state);
    case 'rekeyed':
      return knowsRoster(state, seen) && body.version > (state.members[sender]?.keyVersion ?? 0);
    case 'removed':
    case 'left':
    case 'roleChanged':
    case 'ruled':
    case 'renamed':
    case 'ended':
      return knowsRoster(state, seen);
  }
}

function knowsRoster({ roster, head }: ConversationState, { seq }: SeenLog): boolean {
  return seq >= (roster ?? head);
}

/** It may be made before the conversation is: who is in it, its id says. */
function isFirstOfDirect({ type }: ConversationState, { epoch }: BodyOf<'keys'>): boolean {
  return type === 'direct' && epoch === 1;
}

function isNextPart(state: ConversationState, sender: string, body: BodyOf<'keys'>): boolean {
  const { epoch: last, roster, epochStarts } = state;
  if (body.roster !== roster || body.part > body.parts) return false;
  if (body.parts > mostParts(state)) return false;
  if (body.part === 1)
    return body.epoch === (last?.epoch ?? 0) + 1 && (epochStarts?.[sender] ?? 0) < KEY_LIMITS.epochStarts;
  return (
    last?.starter === sender &&
    last.epoch === body.epoch &&
    last.commitment === body.commitment &&
    last.roster === body.roster &&
    last.parts === body.parts &&
    last.part + 1 === body.part
  );
}

/**
 * The most parts that an epoch can need: `partRecipients` recipients in each, counted over everyone who is or ever was a member. Clients
 * may still seal to somebody whose removal they do not believe. The bound keeps one member from blocking the group with extra parts.
 */
function mostParts({ members }: ConversationState): number {
  return Math.ceil(Object.keys(members).length / KEY_LIMITS.partRecipients);
}

/**
 * The epoch that an addition has to name: the current one, where newcomers may read what was said before. `'none'` while such a group
 * has no current one: then an epoch is started first.
 */
function epochForNewcomers(state: ConversationState): number | 'none' | undefined {
  if (state.history !== 'all' || state.epoch === undefined) return undefined;
  return currentEpoch(state)?.epoch ?? 'none';
}
