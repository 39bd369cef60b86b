import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createMemoryStores } from '../../store/memory/index.ts';
import { heads } from '../conversations/heads.ts';

test('the state at which a member was removed is folded once, however often they ask', async () => {
  const { conversations } = createMemoryStores();
  const [owner, member, conversation] = [randomUUID(), randomUUID(), randomUUID()];
  const append = (body: Parameters<typeof conversations.append>[0]['body']) =>
    conversations.append({ conversation, id: randomUUID(), sender: owner, body }, 0);
  await append({
    kind: 'created',
    type: 'group',
    name: 'Rowers',
    visibility: 'private',
    protection: 'open',
    history: 'fromJoin',
    members: [
      { uid: owner, role: 'owner' },
      { uid: member, role: 'member' },
    ],
  });
  await append({ kind: 'removed', member });
  await append({ kind: 'renamed', name: 'Sailors' });
  const { keys } = createMemoryStores();
  const read = vi.spyOn(conversations, 'entries');

  const asked = await Promise.all([1, 2, 3].map(() => heads({ conversations, keys }, member, undefined)));
  asked.push(await heads({ conversations, keys }, member, undefined));

  expect(asked.map((page) => page.heads.map(({ name }) => name))).toEqual(asked.map(() => ['Rowers']));
  expect(read).toHaveBeenCalledTimes(1);
});
