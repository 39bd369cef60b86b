import { inRanges, readableRanges, type Entry, type Range } from '@parley/protocol';
import type { DeviceFacts, Facts, Invariant, LogFacts, WindowFacts } from './facts.ts';

/** A device holds exactly that slice of the log, without the entries that its user may not read. */
export const windowsEqualLog: Invariant = (facts) =>
  facts.devices.flatMap((device) =>
    device.windows.flatMap((window) =>
      different(facts, device, window).map((what) => `${device.name}: ${window.conversation} ${what}`),
    ),
  );

function different(facts: Facts, { uid }: DeviceFacts, window: WindowFacts): string[] {
  const log = facts.logs.find(({ state }) => state.conversation === window.conversation);
  if (log === undefined) return ['is held, and is no conversation'];
  const expected = readable(log, uid, window).map((entry) => asHeld(entry, log, uid, window));
  return [...wrongEntries(expected, window), ...wrongHidden(log, uid, window)];
}

/** Of a deletion that its user may not read, because they were removed before, a device cannot know: it keeps what it held. */
function asHeld(entry: Entry, log: LogFacts, uid: string, window: WindowFacts): Entry {
  const ranges = rangesOf(log, uid);
  const target = entry.body.kind === 'edit' ? entry.body.target : entry.seq;
  const isDeletedUnseen = log.entries.some(
    ({ seq, body }) => body.kind === 'deletion' && body.target === target && !inRanges(ranges, seq),
  );
  const held = window.entries.find(({ seq }) => seq === entry.seq);
  return isDeletedUnseen && held?.payload !== undefined ? { ...entry, payload: held.payload } : entry;
}

function readable(log: LogFacts, uid: string, { first, last }: WindowFacts): Entry[] {
  const ranges = rangesOf(log, uid);
  return log.entries.slice(first - 1, last).filter(({ seq }) => inRanges(ranges, seq));
}

function wrongEntries(expected: readonly Entry[], { first, last, entries }: WindowFacts): string[] {
  const seqs = entries.map(({ seq }) => seq);
  const wanted = expected.map(({ seq }) => seq);
  if (seqs.join() !== wanted.join())
    return [`holds [${seqs.join()}] of ${first} to ${last} instead of [${wanted.join()}]`];
  return expected
    .filter((entry, index) => JSON.stringify(sorted(entry)) !== JSON.stringify(sorted(entries[index])))
    .map(({ seq }) => `holds another entry ${seq} than the log`);
}

function wrongHidden(log: LogFacts, uid: string, { first, last, hidden }: WindowFacts): string[] {
  const ranges = rangesOf(log, uid);
  const wrong = [];
  for (let seq = first; seq <= last; seq++)
    if (inRanges(hidden, seq) === inRanges(ranges, seq)) wrong.push(seq);
  return wrong.length === 0 ? [] : [`is wrong about who may read [${wrong.join()}]`];
}

function rangesOf({ state, readers = state }: LogFacts, uid: string): readonly Range[] {
  return readableRanges(readers, uid);
}

/** Keys in one order, whichever way the entry came. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, inner]) => [key, sorted(inner)]));
}
