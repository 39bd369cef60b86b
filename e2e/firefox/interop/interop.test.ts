import { afterAll, beforeAll, expect, test } from 'vitest';
import frozen from '../../../protocol/src/search/frozen-tokens.json' with { type: 'json' };
import type { Introduction } from './party.ts';
import { startRuntimes, type Remote } from './runtimes.ts';

interface Known {
  readonly party: Remote;
  readonly shown: Introduction;
}

let known: readonly Known[];
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  const { parties, ...runtimes } = await startRuntimes();
  close = runtimes.close;
  known = await Promise.all(parties.map(async (party) => ({ party, shown: await party.call('introduce') })));
});
afterAll(() => close());

test('Node.js, Chromium and Firefox open what the others sealed', async () => {
  const everyone = known.map(({ shown }) => shown);
  const opened: string[] = [];
  for (const { party, shown } of known) {
    const letter = await party.call('write', everyone, `from ${party.name}`);
    for (const reader of known) {
      const content = JSON.parse(await reader.party.call('read', shown, letter)) as unknown;
      expect(content, `${reader.party.name} reads ${party.name}`).toEqual({
        type: 'text',
        text: `from ${party.name}`,
      });
      opened.push(`${party.name} to ${reader.party.name}`);
    }
  }
  expect(opened).toHaveLength(9);
});

test('each follows the key log of the others, and opens their vaults with the same password', async () => {
  for (const { party, shown } of known) {
    const seed = await party.call('identitySeed');
    for (const other of known)
      expect(await other.party.call('unlock', shown), `${other.party.name} opens ${party.name}`).toBe(seed);
  }
});

test('each takes texts and queries apart as the frozen tokens say', async () => {
  const texts = frozen.texts.map(({ text }) => text);
  const queries = frozen.queries.map(({ words }) => words);
  for (const { party } of known)
    expect(await party.call('tokens', texts, queries), party.name).toEqual({
      texts: frozen.texts.map(({ tokens }) => tokens),
      queries: frozen.queries.map(({ phrases }) => phrases),
    });
});
