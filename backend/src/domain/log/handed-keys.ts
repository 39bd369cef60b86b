import {
  bytesOf,
  decodeEnvelope,
  EnvelopeError,
  handBundle,
  inRanges,
  isBundle,
  LIMITS,
  readableRanges,
  type ConversationState,
  type Entry,
  type HandedKeys,
  type KeysPage,
  type KeysRequest,
  type SignedEnvelope,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { sha256 } from '../sha256.ts';
import { withoutPayload } from './travelling.ts';

type LogContext = Pick<Context, 'conversations'>;
type Wanted = KeysRequest['wanted'][number];

/** A bundle holds keys of up to 27 members, of which the one who asks gets theirs: so much more is read than is answered. */
const READ = 32;
const JOINS = 8;
/** Characters of an entry beside its body, about. */
const ENTRY = 400;

/**
 * The entries that hand a user the keys of epochs: parts of their keys, and additions of the user. As far as it fits into one page, and
 * as far as it can be found without reading much more than that. What is asked for twice, or hands nothing, is dealt with and not answered.
 * @param bytes of a page; one epoch's keys may be more
 */
export async function handedKeys(
  context: LogContext,
  uid: Uuid,
  { wanted }: KeysRequest,
  bytes: number = LIMITS.pageBytes,
): Promise<KeysPage> {
  const keys: KeysPage['keys'] = [];
  const seen = new Set<string>();
  let [answered, read, done] = [0, 0, 0];
  for (const one of wanted) {
    if (read >= bytes * READ) break;
    const name = `${one.conversation} ${one.epoch}`;
    const entries = seen.has(name) ? [] : await mayHand(context, uid, one);
    seen.add(name);
    const handed = entries.flatMap((entry) => handedTo(uid, entry, one.epoch) ?? []);
    const size = handed.reduce((sum, keysHanded) => sum + sizeOf(keysHanded), 0);
    if (answered > 0 && answered + size > bytes) break;
    if (handed.length > 0) keys.push({ ...one, handed });
    answered += size;
    read += entries.reduce((sum, entry) => sum + bytesIn(entry), 0);
    done++;
  }
  return { keys, done };
}

/** Characters of what is handed, about. */
function sizeOf({ bundle, entry }: HandedKeys): number {
  return ENTRY + JSON.stringify(entry.body).length + bundle.length;
}

function bytesIn({ payload }: Entry): number {
  return payload?.kind === 'sealed' ? payload.bytes.length : 0;
}

/** The entries, among those that the user may read, that may hold a record for them. */
async function mayHand(
  { conversations }: LogContext,
  uid: Uuid,
  { conversation, epoch }: Wanted,
): Promise<readonly Entry[]> {
  const state = await conversations.state(conversation, [uid]);
  if (state === undefined) return [];
  const ranges = readableRanges(state, uid);
  if (ranges.length === 0) return [];
  const parts = await conversations.keysOf(conversation, epoch);
  const additions = await Promise.all(
    joinsOf(state, uid).map((seq) => conversations.entries(conversation, seq, seq)),
  );
  return [...parts, ...additions.flat()].filter(({ seq }) => inRanges(ranges, seq));
}

/** Where the user joined last. Each addition hands the keys of the past, so that older ones add nothing. */
function joinsOf({ members }: ConversationState, uid: Uuid): readonly number[] {
  return (members[uid]?.intervals ?? []).slice(-JOINS).map(({ from }) => from);
}

function handedTo(uid: Uuid, entry: Entry, epoch: number): HandedKeys | undefined {
  const { body, payload } = entry;
  if (payload?.kind !== 'sealed' || (body.kind !== 'keys' && body.kind !== 'added')) return undefined;
  const signed = decoded(payload.bytes);
  if (signed === undefined || !hasEpoch(signed, epoch)) return undefined;
  const bundle = handBundle(sha256, signed, uid);
  return bundle && { entry: withoutPayload(entry), bundle: Buffer.from(bundle).toString('base64') };
}

/** What is no envelope hands nothing to anybody: its readers say so. */
function decoded(bytes: string): SignedEnvelope | undefined {
  try {
    return decodeEnvelope(bytesOf(bytes));
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}

function hasEpoch({ envelope }: SignedEnvelope, epoch: number): boolean {
  return isBundle(envelope) && envelope.from <= epoch && epoch <= envelope.header.epoch;
}
