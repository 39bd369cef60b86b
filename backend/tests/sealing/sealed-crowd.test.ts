import { CHAIN_START, KEY_LIMITS, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { SealedPerson } from '../../testing/sealed-person.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from '../keys/browser.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds, known, log, people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** People with keys who are not there. */
async function crowd({ httpUrl }: TestBackend, count: number): Promise<readonly Uuid[]> {
  const register = async () => (await new Browser(httpUrl).register()).uid;
  return Promise.all(Array.from({ length: count }, register));
}

test('eight people join a group of 60 in a row while a message waits, and whoever is in by then reads it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const last = await SealedBrowser.register(backend);
  const group = await alice.createGroup('Rowers', [bob.uid, ...(await crowd(backend, 58))]);
  await known(group, alice, bob);
  await bob.chat.send(group, { text: 'hello' });
  for (const uid of [...(await crowd(backend, 7)), last.uid]) await alice.chat.groups.add(group, [uid]);
  await known(group, last);
  await bob.say(group, 'everyone');
  await alice.see(group, ['hello', 'everyone']);
  await vi.waitFor(() => expect(last.sees(group).at(-1)).toBe('everyone'), WAIT);
  expect((await kinds(backend, group)).filter((kind) => kind === 'message')).toHaveLength(2);
  expect(alice.sealed(group)).toMatchObject({ alarms: [], leftOut: [] });
});

test('a member who starts epochs as fast as they may holds nobody up', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const mallory = await SealedPerson.register(backend);
  const group = await alice.createGroup('Rowers', [bob.uid, mallory.user.uid]);
  await known(group, alice, bob);
  const [created] = await log(backend, group);
  if (created === undefined) throw new Error('the group is not there');
  const flood = async () => {
    const codes: string[] = [];
    for (let epoch = 1; codes.length < 20; epoch = ((await newestEpoch(backend, group)) ?? 0) + 1) {
      const body = { kind: 'keys', epoch, commitment: CHAIN_START, roster: 1, part: 1, parts: 1 } as const;
      const answer = await mallory.client.ask('groupMessage', mallory.sealed(group, body, created));
      codes.push('error' in answer ? answer.error.code : 'stored');
    }
    return codes;
  };
  const [codes] = await Promise.all([flood(), alice.say(group, 'hello'), bob.say(group, 'hi')]);

  expect(codes.filter((code) => code === 'stored').length).toBeLessThanOrEqual(KEY_LIMITS.epochStarts);
  expect(new Set(codes)).toEqual(new Set(['stored', 'E_KEY_EPOCH']));
  await vi.waitFor(() => expect([...alice.sees(group)].sort()).toEqual(['hello', 'hi']), WAIT);
  await bob.see(group, alice.sees(group));
});

async function newestEpoch({ stores }: TestBackend, group: Uuid): Promise<number | undefined> {
  return (await stores.conversations.state(group))?.epoch?.epoch;
}
