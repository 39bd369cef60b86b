import { ParleyError } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import { ownWriter } from '../../src/sealing/writing/own-writer.ts';
import { ReadyEpochs } from '../../src/sealing/epochs/ready-epochs.ts';
import { sealMessage } from '../../src/sealing/writing/seal-message.ts';
import { cutBefore, groupOf } from './sealed-group.ts';
import { GROUP } from './sealed-world.ts';

// Sealing to many takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const WAIT = { timeout: 30_000 };

test('the keys of a group of 60 come in three parts, and everyone reads', async () => {
  const { alice, bob, others, epochs } = await groupOf(60);
  await alice.say(GROUP, 'hello');
  expect(epochs()).toEqual(['1: 1/3', '1: 2/3', '1: 3/3']);
  for (const reader of [bob, others[0], others[57]]) expect(await reader?.read(GROUP)).toEqual(['hello']);
});

test('an epoch that a lost connection cut short is finished with the bytes that it was begun with', async () => {
  const { world, alice, bob, epochs } = await groupOf(30);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  expect(epochs()).toEqual(['1: 1/2']);
  await alice.say(GROUP, 'hello');
  expect(epochs()).toEqual(['1: 1/2', '1: 2/2']);
  expect(await bob.read(GROUP)).toEqual(['hello']);
});

test("another's parts are waited for, and then used", async () => {
  const { world, alice, bob, epochs } = await groupOf(30);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  const saying = bob.say(GROUP, 'me too');
  await expect.poll(() => world.clock.nextAt()).toBeDefined();
  await alice.say(GROUP, 'hello');
  await saying;
  expect(epochs()).toEqual(['1: 1/2', '1: 2/2']);
  // Whichever of them was faster.
  expect((await alice.read(GROUP)).toSorted()).toEqual(['hello', 'me too']);
});

test('who asked for keys between two parts of an epoch asks again once the log has more of them', async () => {
  const { world, alice, others } = await groupOf(30);
  const last = others.at(-1);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  await last?.keys.fetch([{ conversation: GROUP, epoch: 1 }]);
  await alice.say(GROUP, 'hello');
  last?.keys.grown(GROUP);
  expect(await last?.read(GROUP)).toEqual(['hello']);
});

test('keys that come while an older answer is on its way are asked for again', async () => {
  const { alice, bob, others } = await groupOf(3);
  const reader = others[0] ?? bob;
  const bundles = reader.logs.bundles.bind(reader.logs);
  vi.spyOn(reader.logs, 'bundles').mockImplementationOnce(async (wanted) => {
    const before = await bundles(wanted);
    await alice.say(GROUP, 'hello');
    reader.keys.grown(GROUP);
    return before;
  });
  await reader.keys.fetch([{ conversation: GROUP, epoch: 1 }]);
  expect(await reader.read(GROUP)).toEqual(['hello']);
});

test('keys that are not to be had are asked for once, whatever comes of other conversations meanwhile', async () => {
  const { world, bob } = await groupOf(2);
  const bundles = bob.logs.bundles.bind(bob.logs);
  vi.spyOn(bob.logs, 'bundles').mockImplementationOnce((wanted) => {
    bob.keys.grown('77777777-0000-4000-8000-000000000000');
    return bundles(wanted);
  });
  for (let n = 0; n < 3; n++) await bob.keys.fetch([{ conversation: GROUP, epoch: 1 }]);
  expect(world.server.asked).toBe(1);
  bob.keys.grown(GROUP);
  await bob.keys.fetch([{ conversation: GROUP, epoch: 1 }]);
  expect(world.server.asked).toBe(2);
});

test('the list of members is asked for up to the last entry that is judged without those before it', async () => {
  const { world, alice, bob } = await groupOf(3);
  await alice.say(GROUP, 'one');
  await bob.say(GROUP, 'two');
  const log = world.server.page(GROUP, 4);
  await bob.logs.prepare(log.slice(2));
  await bob.logs.prepare(log.slice(2), log.slice(2));
  expect(bob.prepared.map(({ upTo }) => upTo)).toEqual([3, 2]);
});

test("a change of members does not wait for another's parts, and ends the waiting", async () => {
  const { world, alice, bob, epochs } = await groupOf(30);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  const saying = bob.say(GROUP, 'I stay');
  await expect.poll(() => world.clock.nextAt()).toBeDefined();
  await alice.groups.change(GROUP, { kind: 'renamed', name: 'Boats' });
  await bob.groups.change(GROUP, { kind: 'left' });
  await expect(saying).rejects.toMatchObject({ code: 'E_NOT_A_MEMBER' });
  expect(epochs()).toEqual(['1: 1/2']);
});

test('an epoch whose parts stay away for ten seconds is given up', async () => {
  const { world, alice, bob, epochs } = await groupOf(30);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  const saying = bob.say(GROUP, 'hello');
  await expect.poll(() => world.clock.nextAt()).toBe(world.clock.now() + 10_000);
  await world.clock.advance(10_000);
  await saying;
  expect(epochs()).toEqual(['1: 1/2', '2: 1/2', '2: 2/2']);
  await alice.say(GROUP, 'hi');
  expect(epochs()).toHaveLength(3);
  expect(await alice.read(GROUP)).toEqual(['hello', 'hi']);
});

test('who sends one part after the other, each just in time, holds nobody up for longer than ten seconds', async () => {
  const { world, alice, bob, epochs } = await groupOf(60);
  const { sender } = alice.deps;
  const append = sender.append.bind(sender);
  const parts = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const [second, third] = parts;
  const holds = [undefined, ...parts];
  vi.spyOn(sender, 'append').mockImplementation(async (...input) => {
    await holds.shift()?.promise;
    return append(...input);
  });
  const slow = alice.say(GROUP, 'slow');
  await vi.waitFor(() => expect(epochs()).toEqual(['1: 1/3']), WAIT);
  const { clock } = world;
  const end = clock.now() + 10_000;
  const saying = bob.say(GROUP, 'hello');
  await vi.waitFor(() => expect(clock.nextAt()).toBe(end), WAIT);
  await clock.advance(9_000);
  second?.resolve(undefined);
  await vi.waitFor(() => expect(epochs()).toEqual(['1: 1/3', '1: 2/3']), WAIT);
  await vi.waitFor(() => expect(clock.nextAt()).toBe(end), WAIT);
  await clock.advance(1_000);
  await saying;
  third?.resolve(undefined);
  await slow;
  expect(epochs()).toEqual(['1: 1/3', '1: 2/3', '2: 1/3', '2: 2/3', '2: 3/3']);
});

test('while one message waits, eight members join in a row, and it goes out under an epoch for all of them', async () => {
  const { world, alice, bob, epochs } = await groupOf(10);
  const joining = await world.people(8);
  const { sender } = bob.deps;
  const append = sender.append.bind(sender);
  const left = [...joining];
  vi.spyOn(sender, 'append').mockImplementation(async (...input) => {
    const next = left.shift();
    if (next !== undefined) await world.change(alice, { kind: 'added', members: [next.uid] });
    return append(...input);
  });
  const { body } = await bob.say(GROUP, 'hello');
  expect(left).toEqual([]);
  expect(epochs()).toEqual(['1: 1/1']);
  expect(body).toMatchObject({ epoch: 1 });
  expect(await joining[7]?.read(GROUP)).toEqual(['hello']);
});

test('who joins while the key logs of the others are asked for is asked for as well, and reads', async () => {
  const { world, alice, bob } = await groupOf(3);
  const joining = await world.people(3);
  bob.knowsOnly([alice, bob]);
  const join = ({ uid }: (typeof joining)[number]) => world.change(alice, { kind: 'added', members: [uid] });
  bob.meanwhile.push(...joining.map((one) => () => join(one)));
  await bob.say(GROUP, 'everyone');
  expect(bob.alarms).toEqual([]);
  expect(bob.meanwhile).toEqual([]);
  for (const one of joining) expect(await one.read(GROUP)).toEqual(['everyone']);
});

test('of two who write first at once, the second finds an epoch while they ask for key logs, and starts none', async () => {
  const { alice, bob, epochs } = await groupOf(2);
  bob.meanwhile.push(() => alice.say(GROUP, 'from alice'));
  await bob.say(GROUP, 'from bob');
  expect(bob.meanwhile).toEqual([]);
  expect(epochs()).toEqual(['1: 1/1']);
  for (const reader of [alice, bob]) expect(await reader.read(GROUP)).toEqual(['from alice', 'from bob']);
});

test('whose last part comes while key logs are asked for has their epoch used', async () => {
  const { world, alice, bob, epochs } = await groupOf(30);
  cutBefore(world, 2);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  const saying = bob.say(GROUP, 'from bob');
  await vi.waitFor(() => expect(world.clock.nextAt()).toBe(world.clock.now() + 10_000), WAIT);
  bob.meanwhile.push(() => alice.say(GROUP, 'from alice'));
  await world.clock.advance(10_000);
  await saying;
  expect(bob.meanwhile).toEqual([]);
  expect(epochs()).toEqual(['1: 1/2', '1: 2/2']);
});

test('whose keys do not open hears who gave them, and starts another epoch', async () => {
  const { alice, bob, epochs } = await groupOf(3);
  const seal = alice.crypto.seal;
  vi.spyOn(alice.crypto, 'seal').mockImplementationOnce(async (...input) => {
    const records = await seal(...input);
    return records.map((record) =>
      record.user === bob.uid ? { ...record, wrap: record.wrap.map((byte) => byte ^ 1) } : record,
    );
  });
  await alice.say(GROUP, 'hello');
  expect(await bob.read(GROUP)).toEqual(['noKey']);
  expect(bob.alarms).toMatchObject([{ kind: 'badKeys', epoch: 1, by: alice.uid, refusal: 'tag' }]);
  await bob.say(GROUP, 'what?');
  expect(epochs()).toEqual(['1: 1/1', '2: 1/1']);
  expect(await alice.read(GROUP)).toEqual(['hello', 'what?']);
});

test('what the server refuses for no reason steps aside after eight others', async () => {
  const { world, alice } = await groupOf(3);
  await alice.say(GROUP, 'hello');
  let refusals = 0;
  const refuse = () => {
    refusals++;
    world.server.answers.push(refuse);
    throw new ParleyError('E_KEY_EPOCH');
  };
  world.server.answers.push(refuse);
  await expect(alice.say(GROUP, 'again')).rejects.toMatchObject({ code: 'E_KEY_EPOCH' });
  expect(refusals).toBe(9);
});

test('a thousand messages cost one request and one opened wrap, and none when they are opened again', async () => {
  const { world, alice, bob } = await groupOf(2);
  const { view, key } = await new ReadyEpochs(alice.deps).ready({ conversation: GROUP });
  for (let i = 0; i < 1_000; i++) {
    const command = { id: alice.newId(), body: { kind: 'message' } } as const;
    const content = { type: 'text', text: `${i}` } as const;
    const sealed = await sealMessage(ownWriter(alice.deps), view, command, content, key);
    world.server.append(alice.uid, GROUP, sealed);
  }
  const open = vi.spyOn(bob.crypto, 'open');
  expect(await bob.read(GROUP)).toHaveLength(1_000);
  expect(open).toHaveBeenCalledTimes(1);
  const asked = world.server.asked;
  expect((await bob.read(GROUP)).at(-1)).toBe('999');
  expect(world.server.asked).toBe(asked);
  expect(open).toHaveBeenCalledTimes(1);
});
