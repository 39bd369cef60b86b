import { expect, test, vi } from 'vitest';
import { READERS } from './lies.ts';
import { LYING } from './profile.ts';
import { runLie } from './run.ts';

/** A client that takes what a server shows: it opens and seals as ever, and asks nobody who signed what. */
vi.mock('../../client/src/belief/judge-roster-entry.ts', () => ({ judgeRosterEntry: () => undefined }));

/** A checker that never complains proves nothing. */
test('a client that skips belief lets a lying server read, which the checker sees', async () => {
  const tell = READERS['adds an account without a signature'];
  if (tell === undefined) throw new Error('there is such a lie');
  const caught: string[] = [];
  for (let seed = 0; seed < 3; seed++) caught.push(...(await runLie(seed, LYING, tell)).failures);
  expect(caught.join('\n')).toMatch(/the server can open \d+ of/);
}, 120_000);
