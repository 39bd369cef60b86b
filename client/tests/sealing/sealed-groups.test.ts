import { ParleyError, roleOf, type Body, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import type { SealedPerson } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

/** A group of an owner, a second owner and a member. */
async function inGroup() {
  const world = new SealedWorld();
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  await world.group(alice, [bob, carol]);
  await alice.groups.change(GROUP, { kind: 'roleChanged', member: bob.uid, role: 'owner' });
  return { world, alice, bob, carol };
}

const entries = (world: SealedWorld, kind: Body['kind']) =>
  (world.server.logs.get(GROUP) ?? []).filter(({ body }) => body.kind === kind);

/** Just before the next entry is stored, somebody else's is. */
async function overtake(world: SealedWorld, by: SealedPerson, body: Body): Promise<void> {
  const store = await world.signed(by, body);
  world.server.answers.push(() => void store());
}

test('a group is born sealed, and what is said in it is read by everyone', async () => {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  const group = await alice.groups.create('Rowers', [bob.uid, bob.uid, alice.uid], 'fromJoin');
  await bob.say(group, 'hello');
  expect(await alice.read(group)).toEqual(['hello']);
  const kinds = world.server.logs.get(group)?.map(({ body, payload }) => [body.kind, payload?.kind]);
  expect(kinds).toEqual([
    ['created', 'sealed'],
    ['keys', 'sealed'],
    ['message', 'sealed'],
  ]);
});

test('nobody without keys is in a sealed group, and the refusal says who', async () => {
  const { world, alice } = await inGroup();
  const [dave, erin] = [await world.person(), await world.person()];
  for (const { uid } of [dave, erin]) world.directory.delete(uid);
  const refused = { code: 'E_NO_KEYS', message: 'Person 4 and Person 5 have to log in once first.' };
  const both = [dave.uid, erin.uid];
  await expect(alice.groups.create('Rowers', both, 'all')).rejects.toMatchObject(refused);
  await expect(alice.groups.change(GROUP, { kind: 'added', members: both })).rejects.toMatchObject(refused);
  expect(entries(world, 'added')).toEqual([]);
});

test('whoever was reset since they were verified is not added before the user accepts it', async () => {
  const { world, alice } = await inGroup();
  const dave = await world.person();
  const keys = world.directory.get(dave.uid);
  if (keys !== undefined) world.directory.set(dave.uid, { ...keys, unacceptedFrom: 1 });
  await expect(alice.groups.change(GROUP, { kind: 'added', members: [dave.uid] })).rejects.toMatchObject({
    code: 'E_FORBIDDEN',
    message: 'Accept the new keys of Person 4 first.',
  });
});

test('what others were faster with is signed anew', async () => {
  const { world, alice, bob, carol } = await inGroup();
  await overtake(world, bob, { kind: 'removed', member: carol.uid });
  await alice.groups.change(GROUP, { kind: 'renamed', name: 'Boats' });
  expect(entries(world, 'renamed')).toHaveLength(1);
  expect((await bob.views.view(GROUP))?.believed?.name).toBe('Boats');
});

const wanted: [string, (uids: { bob: Uuid; carol: Uuid; dave: Uuid }) => Body][] = [
  ['a member who is gone already', ({ carol }) => ({ kind: 'removed', member: carol })],
  ['a person who is a member already', ({ dave }) => ({ kind: 'added', members: [dave] })],
  [
    'a role that somebody has already',
    ({ carol }) => ({ kind: 'roleChanged', member: carol, role: 'admin' }),
  ],
];
test.each(wanted)('%s is no second entry, and no error', async (_what, bodyOf) => {
  const { world, alice, bob, carol } = await inGroup();
  const dave = await world.person();
  const body = bodyOf({ bob: bob.uid, carol: carol.uid, dave: dave.uid });
  await overtake(world, bob, body);
  if (body.kind === 'removed' || body.kind === 'added' || body.kind === 'roleChanged')
    await alice.groups.change(GROUP, body);
  expect(entries(world, body.kind).filter(({ sender }) => sender === bob.uid)).toHaveLength(1);
  expect(entries(world, body.kind).filter(({ sender, seq }) => sender === alice.uid && seq > 2)).toEqual([]);
});

test('of several newcomers, those are added who are not in yet', async () => {
  const { world, alice, bob } = await inGroup();
  const [dave, erin] = [await world.person(), await world.person()];
  await overtake(world, bob, { kind: 'added', members: [erin.uid] });
  await alice.groups.change(GROUP, { kind: 'added', members: [dave.uid, erin.uid] });
  expect(entries(world, 'added').map(({ sender, body }) => [sender, body])).toEqual([
    [bob.uid, { kind: 'added', members: [erin.uid] }],
    [alice.uid, { kind: 'added', members: [dave.uid] }],
  ]);
});

test('whoever is removed as soon as they are in is not added again', async () => {
  const { world, alice, bob } = await inGroup();
  const [dave, erin] = [await world.person(), await world.person()];
  const removal = () => bob.groups.change(GROUP, { kind: 'removed', member: dave.uid });
  const meanwhile = [async () => false, removal];
  vi.spyOn(alice.logs, 'catchUp').mockImplementation(async () => {
    await meanwhile.shift()?.();
  });
  await alice.groups.change(GROUP, { kind: 'added', members: [dave.uid] });
  expect(meanwhile).toEqual([]);
  expect(entries(world, 'added')).toHaveLength(1);

  // The same where somebody else was faster with both.
  await overtake(world, bob, { kind: 'added', members: [erin.uid] });
  meanwhile.push(
    async () => false,
    () => bob.groups.change(GROUP, { kind: 'removed', member: erin.uid }),
  );
  await alice.groups.change(GROUP, { kind: 'added', members: [erin.uid] });
  expect(entries(world, 'added')).toHaveLength(2);
  expect(entries(world, 'removed')).toHaveLength(2);
});

test('a role that another owner has changed otherwise is left as it is, and the user is told', async () => {
  const { world, alice, bob, carol } = await inGroup();
  await overtake(world, bob, { kind: 'roleChanged', member: carol.uid, role: 'owner' });
  const change = { kind: 'roleChanged', member: carol.uid, role: 'admin' } as const;
  await expect(alice.groups.change(GROUP, change)).rejects.toMatchObject({
    message: 'Their role has been changed by someone else.',
  });
  const state = world.server.state(GROUP);
  expect(state && roleOf(state, carol.uid)).toBe('owner');
});

test('what nobody would believe is not sent', async () => {
  const { world, alice, carol } = await inGroup();
  const before = world.server.logs.get(GROUP)?.length;
  const removal = { kind: 'removed', member: alice.uid } as const;
  await expect(carol.groups.change(GROUP, removal)).rejects.toMatchObject({ code: 'E_FORBIDDEN' });
  expect(world.server.logs.get(GROUP)).toHaveLength(before ?? 0);
});

test('a server that refuses for no reason that shows is asked nine times', async () => {
  const { world, alice } = await inGroup();
  let asked = 0;
  const refuse = () => {
    asked++;
    throw new ParleyError('E_KEY_EPOCH');
  };
  world.server.answers.push(...Array.from({ length: 20 }, () => refuse));
  await expect(alice.groups.change(GROUP, { kind: 'renamed', name: 'Boats' })).rejects.toMatchObject({
    code: 'E_KEY_EPOCH',
  });
  expect(asked).toBe(9);
});

test.each([
  ['before its change is signed', 2],
  ['while its change is signed', 3],
])('a group that turns out to stay open %s is left to the caller', async (_when, looks) => {
  const { world, alice } = await inGroup();
  const look = alice.views.view.bind(alice.views);
  const view = vi.spyOn(alice.views, 'view').mockResolvedValue(undefined);
  for (let n = 0; n < looks; n++) view.mockImplementationOnce(look);
  expect(await alice.groups.change(GROUP, { kind: 'renamed', name: 'Boats' })).toBe(false);
  expect(entries(world, 'renamed')).toEqual([]);
});

test('what others have done since the user saw the group is left as it is', async () => {
  const { world, alice, bob, carol } = await inGroup();
  const meanwhile = [() => bob.groups.change(GROUP, { kind: 'renamed', name: 'Boats' })];
  vi.spyOn(alice.logs, 'catchUp').mockImplementation(async () => {
    await meanwhile.shift()?.();
  });
  expect(await alice.groups.change(GROUP, { kind: 'renamed', name: 'Boats' })).toBe(true);
  expect(entries(world, 'renamed').map(({ sender }) => sender)).toEqual([bob.uid]);

  meanwhile.push(() => bob.groups.change(GROUP, { kind: 'roleChanged', member: carol.uid, role: 'owner' }));
  const change = { kind: 'roleChanged', member: carol.uid, role: 'admin' } as const;
  await expect(alice.groups.change(GROUP, change)).rejects.toMatchObject({ code: 'E_KEY_EPOCH' });
  expect(entries(world, 'roleChanged').map(({ sender }) => sender)).toEqual([alice.uid, bob.uid]);
});
