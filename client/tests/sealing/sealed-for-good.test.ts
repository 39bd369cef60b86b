import { CodedError, type Head, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import type { SealedConversation } from '../../src/model/sealing/sealed-conversation.ts';
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

/** The whole log has diverged. In its place comes an open one. @returns what becomes of a message by then, and what is told */
async function replaced(
  { world, copy, members }: Awaited<ReturnType<typeof kept>>,
  by: Uuid,
): Promise<{ readonly fate: string | undefined; readonly told: SealedConversation | undefined }> {
  await copy.truncate(GROUP);
  world.server.rewrite({
    ...{ conversation: GROUP, id: GROUP, sender: by },
    body: {
      ...{ kind: 'created', type: 'group', name: 'Group', visibility: 'private', ...OPEN },
      members: [...members, by].map((uid) => ({ uid, role: 'owner' }) as const),
      history: 'fromJoin',
    },
  });
  const person = new LinkedPerson(world, await sealingAccount(2), copy);
  for (const stored of (await copy.load()).conversations) person.known.put(stored);
  person.lies = OPEN;
  await person.hear(GROUP);
  const sealing = person.sealing.sealer.seal({
    ...{ conversation: GROUP, id: KEYLESS, body: { kind: 'message' } },
    content: { type: 'text', text: 'a secret' },
  });
  const fate = await sealing.then(
    ({ payload }) => payload?.kind,
    (error: unknown) => (error instanceof CodedError ? error.code : 'another'),
  );
  return { fate, told: person.told.get(GROUP) };
}

test('a server cannot take back that a group is sealed, where its head said so', async () => {
  const { fate } = await replaced(await kept({}, 'hears'), KEYLESS);
  expect(fate).toBe('sealed');
});

test('a group that was seen sealed from its first entry on has no other members where it is replaced as a whole', async () => {
  const before = await kept(OPEN, 'reads');
  const mallory = await before.world.person();
  const { fate, told } = await replaced(before, mallory.uid);
  expect(fate).toBe('E_NOT_A_MEMBER');
  expect(told?.protection).toBe('sealed');
  expect(told?.members).toBeUndefined();
  expect(told?.alarms).toMatchObject([{ kind: 'refusedChange', change: 'created', refusal: 'unsigned' }]);
});
