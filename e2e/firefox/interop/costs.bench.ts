import { expect, test } from '@playwright/test';
import { Figures } from '../../bench/figures.ts';
import { startRuntimes } from './runtimes.ts';

/** ms for one of 1,000 messages that are opened at once. */
const OPENING_MS: Readonly<Record<string, number>> = { 'Node.js': 0.4, Chromium: 0.3, Firefox: 0.4 };
const SEALING_MS = 1;

test('what sealing and opening cost in Node.js, Chromium and Firefox', async () => {
  const figures = new Figures();
  const { parties, close } = await startRuntimes();
  try {
    for (const party of parties) {
      const costs = await party.call('costs');
      figures.add(`${party.name}, sealing a message`, costs['seal a message ms'], SEALING_MS, 'ms');
      figures.add(
        `${party.name}, opening a message`,
        costs['open a message ms'],
        OPENING_MS[party.name] ?? 0,
        'ms',
      );
      const [sealing, opening] = [costs['seal an epoch key ms'], costs['open an epoch key ms']];
      figures.note(
        `${party.name}: an epoch key takes ${sealing.toFixed(1)} ms to seal, ${opening.toFixed(1)} to open`,
      );
    }
  } finally {
    await close();
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});
