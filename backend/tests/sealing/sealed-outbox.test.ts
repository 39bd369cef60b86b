import { randomUUID } from 'node:crypto';
import { MemoryStorage } from '@parley/client/node';
import { bytesOf, decodeHeader, encodeContent, type StoredPayload, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { openGroup } from './open-group.ts';
import { WAIT } from './sealed-browser.ts';
import { kinds, known, log, people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A copy of which another is taken as it is when something is about to be sent. */
class Photographed extends MemoryStorage {
  taken: MemoryStorage | undefined;
  readonly #me: Uuid;

  constructor(me: Uuid) {
    super(me);
    this.#me = me;
  }

  override async changeItem(...call: Parameters<MemoryStorage['changeItem']>) {
    const item = await super.changeItem(...call);
    if (item?.payload !== undefined) this.taken = new MemoryStorage(this.#me, this.data());
    return item;
  }
}

function deviceIn(payload: StoredPayload | undefined): Uuid | undefined {
  return payload?.kind === 'sealed' ? decodeHeader(bytesOf(payload.bytes)).device : undefined;
}

test('bytes from before a restore, by a device that is gone, are made anew under their id', async () => {
  const server = await Restorable.start();
  const [alice, bob, carol] = await people(server.backend, 3);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  await alice.say(group, 'before');
  for (const { chat } of [alice, bob, carol]) await chat.close();
  await server.backUp();

  const copy = new Photographed(alice.uid);
  const second = await alice.again(server.backend, { copy });
  await known(group, second);
  await second.chat.groups.remove(group, carol.uid);
  await second.say(group, 'on its way');
  await second.chat.close();
  await server.restore();
  expect(await kinds(server.backend, group)).toEqual(['created', 'keys', 'message']);

  const { taken } = copy;
  const [item] = (await taken?.outbox()) ?? [];
  const third = await alice.again(server.backend, { copy: taken ?? copy });
  await third.see(group, ['before', 'on its way']);
  await vi.waitFor(() => expect(third.chat.unsent.get()).toBe(0), WAIT);
  const said = (await log(server.backend, group)).filter(({ body }) => body.kind === 'message');
  expect(said.map(({ id }) => id)).toEqual([expect.any(String), item?.id]);
  expect(item?.payload).toBeDefined();
  expect(deviceIn(said[1]?.payload)).not.toBe(deviceIn(item?.payload));
  const bobs = await bob.again(server.backend);
  await bobs.see(group, ['before', 'on its way']);
});

test('what was made in the open goes out sealed where others have sealed the conversation', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const group = await openGroup(backend, alice, [bob.uid]);
  await known(group, alice, bob);
  await bob.chat.close();
  const { copy } = bob.kept;
  const content = { type: 'text', text: 'made in the open' } as const;
  const task = { kind: 'append', body: { kind: 'message' }, content } as const;
  const item = await copy.enqueue({ conversation: group, id: randomUUID(), time: 1, task });
  await copy.changeItem(item.key, (now) => ({ ...now, payload: encodeContent(content), emitted: true }));
  await alice.say(group, 'sealed');

  const again = await bob.again(backend, bob.kept);
  await again.see(group, ['sealed', 'made in the open']);
  await alice.see(group, ['sealed', 'made in the open']);
  const said = (await log(backend, group)).filter(({ body }) => body.kind === 'message');
  expect(said.map(({ id, payload }) => [id, payload?.kind])).toEqual([
    [expect.any(String), 'sealed'],
    [item.id, 'sealed'],
  ]);
});
