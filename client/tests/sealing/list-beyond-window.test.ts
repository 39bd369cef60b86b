import { expect, test, vi } from 'vitest';
import { LinkedPerson } from './linked-person.ts';
import { sealingAccount } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Bob's client, whose window ends before the place where a backup was cut, and whose list of members goes beyond it. */
async function behind() {
  const world = new SealedWorld();
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  await world.group(alice, [bob]);
  const person = new LinkedPerson(world, await sealingAccount(2));
  const hold = async (from: number, to: number) => {
    const entries = world.server.page(GROUP, to).slice(from - 1);
    const { conversation } = await person.copy.append(GROUP, { from, to, entries, hidden: [] });
    person.known.put(conversation);
    person.sealing.logChanged(GROUP, { kind: 'appended', entries });
  };
  const look = async () => {
    await person.hear(GROUP);
    person.sealing.look(GROUP);
  };
  await person.hear(GROUP);
  await hold(1, 1);
  return { world, alice, bob, carol, person, hold, look };
}

test.each([
  ['in the place of what it had', 1],
  ['where it had nothing', 0],
])(
  'a list of members that went beyond a restored log is read anew, with another change %s',
  async (_where, lost) => {
    const { world, alice, bob, carol, person, hold, look } = await behind();
    if (lost > 0) await world.change(alice, { kind: 'removed', member: bob.uid });
    else await world.change(alice, { kind: 'deletion', target: 1 });
    await look();
    await vi.waitFor(() => {
      expect(person.told.get(GROUP)?.members).toEqual(lost > 0 ? [alice.uid] : [alice.uid, bob.uid]);
    });
    await vi.waitFor(async () => expect(await person.copy.rosters.of(GROUP)).toMatchObject({ upTo: 2 }));

    world.server.lose(GROUP, 1);
    await world.change(alice, { kind: 'added', members: [carol.uid] });
    const asked = person.asked;
    await hold(2, 2);
    await look();
    const all = [alice, bob, carol].map(({ uid }) => uid);
    await vi.waitFor(() => expect(person.told.get(GROUP)?.members).toEqual(all));
    await vi.waitFor(() => expect(person.told.get(GROUP)?.alarms).toMatchObject([{ kind: 'diverged' }]));
    expect(person.asked - asked).toBeLessThan(5);
    expect(person.problems).toEqual([]);
  },
);

test('a list of members that could not be begun anew is with the next look', async () => {
  const { world, alice, bob, carol, person, hold, look } = await behind();
  await world.change(alice, { kind: 'removed', member: bob.uid });
  await look();
  await vi.waitFor(async () => expect(await person.copy.rosters.of(GROUP)).toMatchObject({ upTo: 2 }));

  const failures = [new Error('a broken disk')];
  const rosters = { ...person.copy.rosters };
  vi.spyOn(person.copy.rosters, 'keep').mockImplementation(async (conversation, run) => {
    const failure = run.upTo === 0 ? failures.pop() : undefined;
    if (failure !== undefined) throw failure;
    return rosters.keep(conversation, run);
  });
  world.server.lose(GROUP, 1);
  await world.change(alice, { kind: 'added', members: [carol.uid] });
  await hold(2, 2);
  await vi.waitFor(() => expect(failures).toEqual([]));
  await look();
  const all = [alice, bob, carol].map(({ uid }) => uid);
  await vi.waitFor(() => expect(person.told.get(GROUP)?.members).toEqual(all));
});
