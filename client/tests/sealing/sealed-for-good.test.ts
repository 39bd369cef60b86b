import type { Head } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { LinkedPerson } from './linked-person.ts';
import { sealingAccount } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const KEYLESS = '77777777-0000-4000-8000-000000000000';
const OPEN = { protection: 'open' } as const;

/** What Bob's client keeps of a group in which Alice has said something. @param lies what its server said of it */
async function kept(lies: Partial<Head>, does: 'reads' | 'hears') {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  await world.group(alice, [bob]);
  await alice.say(GROUP, 'hello');
  const person = new LinkedPerson(world, await sealingAccount(2));
  person.lies = lies;
  await person.hear(GROUP);
  const said = world.server.page(GROUP, does === 'reads' ? Number.POSITIVE_INFINITY : 0).slice(-1);
  expect(await person.sealing.opener.open(said)).toEqual(said.map(() => ({ type: 'text', text: 'hello' })));
  person.sealing.close();
  return { world, copy: person.copy, members: [alice.uid, bob.uid] };
}

test.each([
  ['its head said so', {}, 'hears'],
  ['keys of it were opened', OPEN, 'reads'],
] as const)('a server cannot take back that a group is sealed, where %s', async (_how, lies, does) => {
  const { world, copy, members } = await kept(lies, does);
  // The whole log has diverged. In its place comes an open one, with somebody who has no keys.
  await copy.truncate(GROUP);

  world.server.rewrite({
    ...{ conversation: GROUP, id: GROUP, sender: KEYLESS },
    body: {
      ...{ kind: 'created', type: 'group', name: 'Group', visibility: 'private', ...OPEN },
      ...{
        members: [...members, KEYLESS].map((uid) => ({ uid, role: 'owner' }) as const),
        history: 'fromJoin',
      },
    },
  });

  const person = new LinkedPerson(world, await sealingAccount(2), copy);
  for (const stored of (await copy.load()).conversations) person.known.put(stored);
  person.lies = OPEN;
  await person.hear(GROUP);
  const { payload } = await person.sealing.sealer.seal({
    ...{ conversation: GROUP, id: KEYLESS, body: { kind: 'message' } },
    content: { type: 'text', text: 'a secret' },
  });
  expect(payload?.kind).toBe('sealed');
});
