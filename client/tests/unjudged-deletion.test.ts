import type { Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { plainPayloads } from '../src/link/opening/plain-payloads.ts';
import type { Opener } from '../src/ports/opener.ts';
import { FakeWorld, texts } from './fake-world.ts';
import { LockedOpener } from './locked-opener.ts';

test('words stay where they are until a deletion of them is judged to count', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const locked = new LockedOpener('nothing');
  const isJudged = ({ body }: Entry) => body.kind !== 'deletion' || locked.hasKey;
  const opener: Opener = {
    open: async (entries) =>
      (await plainPayloads.open(entries)).map((said, i) => {
        const entry = entries[i];
        return entry !== undefined && isJudged(entry) ? said : undefined;
      }),
    onMore: (listener) => locked.onMore(listener),
  };
  const client = await world.start({ opener });
  const opened = client.open(group);
  await world.clock.advance(500);
  const { seq: target } = world.server.say(group, world.alice, 'words');
  await world.clock.advance(500);
  const body = { kind: 'deletion', target } as const;
  world.server.append({ conversation: group, sender: world.alice.uid, id: world.server.newId(), body });
  await world.clock.advance(3_000);
  expect(texts(opened.items.get())).toEqual(['words']);
  expect(client.conversations.get()?.[0]?.last).toMatchObject({ deleted: false, content: { text: 'words' } });

  locked.giveKey();
  await world.clock.advance(500);
  expect(opened.items.get().at(-1)).toMatchObject({ deleted: true, deletedBy: world.alice.uid });
  expect(client.conversations.get()?.[0]?.last).toMatchObject({ deleted: true });
  expect(await world.storage.readEntries(group, target, target)).toMatchObject([
    { payload: { kind: 'erased' } },
  ]);
});
