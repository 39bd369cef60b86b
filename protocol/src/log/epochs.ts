import type { BodyKind } from './body.ts';
import type { ConversationState, EpochState } from './conversation.ts';
import type { Entry } from './entry.ts';

type Epochs = Pick<ConversationState, 'roster' | 'epoch' | 'epochStarts'>;

/** Kinds of entries that change what the keys of an epoch are sealed for: members, roles, rules, keys of members. */
export const ROSTER_KINDS: readonly BodyKind[] = [
  'created',
  'added',
  'removed',
  'left',
  'roleChanged',
  'ruled',
  'rekeyed',
];

/** Whether entries of a kind do that. */
export function changesRoster(kind: string): boolean {
  return ROSTER_KINDS.some((one) => one === kind);
}

/** The newest epoch, if it has all its parts and is sealed to the members of now. Only then content is written under it. */
export function currentEpoch({ roster, epoch }: Epochs): EpochState | undefined {
  return epoch?.part === epoch?.parts && epoch?.roster === roster ? epoch : undefined;
}

/** What one more entry changes in the epochs of a state and in what makes them outdated. */
export function epochsAfter(state: Epochs, entry: Entry): Partial<Epochs> {
  const { seq, body } = entry;
  if (body.kind === 'keys') return withPart(state, entry, body);
  if (!changesRoster(body.kind)) return isContentUnder(state.epoch, body) ? withUsed(state) : {};
  const current = currentEpoch(state);
  return {
    roster: seq,
    ...(state.epochStarts !== undefined && { epochStarts: {} }),
    ...(current !== undefined && keepsEpoch(body) && { epoch: { ...current, roster: seq } }),
  };
}

/** Whether the newest epoch stays good after an entry: nobody loses a key by it, and who joins by it gets them in it. */
export function keepsEpoch(body: Entry['body']): boolean {
  return (
    body.kind === 'roleChanged' ||
    body.kind === 'ruled' ||
    (body.kind === 'added' && body.epoch !== undefined)
  );
}

/** Whether something is said under the keys of an epoch. */
function isContentUnder(epoch: EpochState | undefined, body: Entry['body']): boolean {
  return epoch !== undefined && 'epoch' in body && body.epoch === epoch.epoch;
}

/** Only epochs under which nothing is said count against whoever starts them: members who seal to others in turn start many. */
function withUsed({ epoch, epochStarts }: Epochs): Partial<Epochs> {
  if (epoch === undefined || epochStarts?.[epoch.starter] === undefined) return {};
  const { [epoch.starter]: _, ...others } = epochStarts;
  return { epochStarts: others };
}

function withPart(
  { epoch, epochStarts }: Epochs,
  { seq, sender }: Entry,
  { roster, part, ...named }: Extract<Entry['body'], { kind: 'keys' }>,
): Partial<Epochs> {
  const { epoch: number, commitment, parts } = named;
  if (part > 1) return epoch === undefined ? {} : { epoch: { ...epoch, part, lastPart: seq } };
  return {
    // The first part names the state's own roster, so that a state of before learns it.
    roster,
    epoch: { epoch: number, commitment, starter: sender, roster, parts, part, lastPart: seq },
    epochStarts: { ...epochStarts, [sender]: (epochStarts?.[sender] ?? 0) + 1 },
  };
}
