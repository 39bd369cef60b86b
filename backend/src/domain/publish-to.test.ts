import { expect, test } from 'vitest';
import { publishTo } from './publish-to.ts';
import type { Publisher } from './publisher.ts';

test('all of a list are told in its order, and one that fails stops nobody', () => {
  const calls: string[] = [];
  const named = (name: string): Publisher => ({
    appended: () => calls.push(`${name} appended`),
    marksMoved: () => calls.push(`${name} marksMoved`),
    sessionsEnded: (sids) => calls.push(`${name} sessionsEnded ${sids.join()}`),
    keyLogGrown: (uid, seq) => calls.push(`${name} keyLogGrown ${uid} ${seq}`),
    vaultChanged: (uid, version) => calls.push(`${name} vaultChanged ${uid} ${version}`),
    settingsChanged: () => calls.push(`${name} settingsChanged`),
    blocksChanged: (uid, other) => calls.push(`${name} blocksChanged ${uid} ${other}`),
  });
  const broken: Publisher = {
    ...named('broken'),
    sessionsEnded: () => {
      throw new Error('unreachable');
    },
  };
  const failures: unknown[] = [];
  const publisher = publishTo([named('first'), broken, named('last')], (error) => failures.push(error));

  publisher.sessionsEnded(['sid']);
  publisher.blocksChanged('alice', 'bob');
  publisher.keyLogGrown('alice', 3);

  expect(failures).toEqual([new Error('unreachable')]);
  expect(calls).toEqual([
    'first sessionsEnded sid',
    'last sessionsEnded sid',
    'first blocksChanged alice bob',
    'broken blocksChanged alice bob',
    'last blocksChanged alice bob',
    'first keyLogGrown alice 3',
    'broken keyLogGrown alice 3',
    'last keyLogGrown alice 3',
  ]);
});
