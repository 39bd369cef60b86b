import type { EnvelopeRefusal } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { CUT, MERGED, MOVED } from './manipulations/cut-moved-merged.ts';
import { DISHONEST_SENDERS } from './manipulations/dishonest-senders.ts';
import { FLIPPED_FIELDS } from './manipulations/flipped-fields.ts';
import { frozen, outcomeOf, WRITTEN } from './manipulations/reading.ts';

const ALL = [...FLIPPED_FIELDS, ...CUT, ...MOVED, ...MERGED, ...DISHONEST_SENDERS];
const REFUSED = ALL.filter(([, outcome]) => outcome !== 'opens');

/** Each cause for which an envelope is refused. */
const REFUSALS: Readonly<Record<EnvelopeRefusal, true>> = {
  ...{ version: true, suite: true, kind: true, flags: true, conversation: true, sender: true, id: true },
  ...{ body: true, pairing: true, device: true, keyLogHead: true, signature: true, commitment: true },
  ...{ frank: true, tag: true, padding: true, length: true, trailing: true, recipients: true, order: true },
  ...{ epoch: true, logHead: true },
};

describe('a manipulated envelope of version 1 is refused for what is wrong with it', () => {
  test.each(WRITTEN)('%s opens as it came', async (written) => {
    expect(await outcomeOf(written, frozen(written))).toBe('opens');
  });

  test.each(REFUSED)('%s: %s', async (_, refusal, read) => {
    expect(await read()).toBe(refusal);
  });

  test('at least 80 of them, each under a name of its own, and for each cause that there is', () => {
    expect(new Set(REFUSED.map(([name]) => name)).size).toBe(REFUSED.length);
    expect(REFUSED.length).toBeGreaterThanOrEqual(80);
    expect(new Set(REFUSED.map(([, refusal]) => refusal))).toEqual(new Set(Object.keys(REFUSALS)));
  });
});

describe('what only a list of members can refute, or nobody', () => {
  const FREE = ALL.filter(([, outcome]) => outcome === 'opens');

  test.each(FREE)('%s: %s', async (_, outcome, read) => {
    expect(await read()).toBe(outcome);
  });

  test('the time and the list of a statement, and what somebody else is sealed to', () => {
    expect(FREE.map(([name]) => name.split(',')[0])).toEqual([
      'statement: time',
      'statement: rosterHash',
      "handed: hash of another's record",
    ]);
  });
});
