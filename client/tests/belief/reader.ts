import { fold, type ConversationState, type Entry } from '@parley/protocol';
import { believeEpochs } from '../../src/belief/believe-epochs.ts';
import { checkEntry, type CheckedEntry } from '../../src/belief/check-entry.ts';
import { chooseEpoch, type EpochChoice } from '../../src/belief/choose-epoch.ts';
import { heldBundleOf, type Bundled } from '../../src/belief/held-bundle-of.ts';
import { judgeContent, withNamed } from '../../src/belief/judge-content.ts';
import { withVouches, type LogView } from '../../src/belief/log-view.ts';
import { whomToSealTo, type SealingTo } from '../../src/belief/whom-to-seal-to.ts';
import type { BelievedEpochs } from '../../src/model/sealing/believed-epoch.ts';
import type { HeldBundle } from '../../src/model/sealing/held-bundle.ts';
import type { Stairs } from '../../src/model/sealing/stairs.ts';
import type { Person } from './people.ts';
import { keysOf, rosterOf, type Memory, type Team } from './team.ts';
import { commitment, type TestLog, type Writing } from './test-log.ts';

type KeysBody = Extract<Entry['body'], { kind: 'keys' }>;

/** Who reads, and how much they hold. */
export interface Reading extends Memory {
  readonly me: Person;
  /** Whether whole bundles are held, or only one's own record of each. */
  readonly whole?: boolean;
  readonly isOpen?: boolean;
  /** The entries of the log that are held beside the roster list; all, if nothing is said. */
  readonly held?: readonly Entry[];
}

/** What a reader makes of a log. */
export interface Reader {
  readonly view: LogView;
  readonly epochs: BelievedEpochs;
  readonly to: SealingTo;
  readonly choice: EpochChoice;
  /** What becomes of each message that is held: its refusal, or the kind of its verdict. */
  readonly verdicts: readonly string[];
}

/** What a server folds, which believes everything. */
export function serverState({ entries }: TestLog): ConversationState {
  const start: ConversationState | undefined = undefined;
  const state = entries.reduce<ConversationState | undefined>((before, entry) => fold(before, entry), start);
  if (state === undefined) throw new Error('the log is empty');
  return state;
}

/** Starts an epoch for the last roster, sealed to some people's newest keys. */
export async function startEpoch(
  log: TestLog,
  starter: Person,
  to: readonly Person[],
  changes: Partial<KeysBody> = {},
  writing: Writing = {},
): Promise<Entry> {
  const { roster = 0, epoch: last } = serverState(log);
  const epoch = changes.epoch ?? (last?.epoch ?? 0) + 1;
  const body: KeysBody = { kind: 'keys', epoch, commitment: commitment(epoch), roster, part: 1, parts: 1 };
  const recipients = to.map(({ uid, followed }) => ({ user: uid, keyVersion: followed.log.versions.length }));
  return log.append(starter, { ...body, ...changes }, { recipients, ...writing });
}

export async function read(
  team: Team,
  { me, whole = true, isOpen = true, held, ...memory }: Reading,
): Promise<Reader> {
  const { log } = team;
  const keyLogs = keysOf(team, memory);
  const roster = await rosterOf(team, memory);
  const checked = await Promise.all((held ?? log.entries).map((entry) => checkEntry(entry, keyLogs)));
  const view = { roster, keyLogs, vouches: withVouches({}, checked, keyLogs) };
  const bundled = checked.flatMap((entry) => heldBundleOf(entry) ?? []);
  const believed = believeEpochs(
    bundled.flatMap((one) => bundleIn(one, whole)),
    view,
  );
  const unheld = bundled.flatMap((one) => (one.kind === 'refused' ? [one.refused] : []));
  const epochs = { ...believed, refused: [...unheld, ...believed.refused] };
  const to = whomToSealTo(roster, keyLogs, new Set());
  const server = serverState(log);
  return {
    ...{ view, epochs, to },
    choice: chooseEpoch({ me: me.uid, roster, epochs, to, server, isOpen: () => isOpen }),
    verdicts: verdictsOf(checked, view, epochs),
  };
}

function bundleIn(bundled: Bundled, whole: boolean): readonly HeldBundle[] {
  if (bundled.kind !== 'held') return [];
  const { recipients, ...hidden } = bundled.bundle;
  return [whole && recipients ? { ...hidden, recipients } : hidden];
}

function verdictsOf(
  checked: readonly CheckedEntry[],
  view: LogView,
  epochs: BelievedEpochs,
): readonly string[] {
  let named: Stairs = [];
  return checked.flatMap(({ entry, check }) => {
    const { seq, sender, id, body } = entry;
    if (body.kind !== 'message') return [];
    if (check.kind === 'refused') return [check.refusal];
    if (check.kind === 'unsigned') return ['unsigned'];
    const first = checked.find((other) => other.entry.id === id && other.entry.sender === sender);
    const content = { seq, sender, signed: check.signed, epoch: body.epoch ?? 0 };
    const verdict = judgeContent({ ...view, epochs, named, firstSeq: first?.entry.seq ?? seq }, content);
    named = withNamed(named, content, verdict);
    return [verdict.kind === 'refused' ? verdict.refusal : verdict.kind];
  });
}
