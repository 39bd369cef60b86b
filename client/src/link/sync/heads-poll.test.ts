import type { HeadsPage, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeServer, user } from '../../../tests/fake-server.ts';
import { FakeClock } from '../../platform/fake-clock.ts';
import { KnownConversations } from '../../model/known-conversations.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { HeadsPoll } from './heads-poll.ts';

const [me, alice] = [user(1), user(2)];

/** A client that holds all there is of one conversation, and is told of more, page by page. */
async function world() {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const storage = new MemoryStorage(me.uid);
  const known = new KnownConversations();
  await storage.saveHeads(server.heads(me.uid).heads);
  const held = await storage.append(group, {
    from: 1,
    to: 1,
    entries: server.logs.get(group) ?? [],
    hidden: [],
  });
  known.put(held.conversation);
  const clock = new FakeClock();
  const answers: (HeadsPage | NoAnswerError)[] = [];
  const caughtUp: Uuid[][] = [];
  const damaged: Uuid[][] = [];
  const poll = new HeadsPoll({
    storage,
    known,
    opening: { heads: (heads, store) => store(heads) },
    logs: { catchUp: async (ids) => void caughtUp.push([...ids]) },
    clock,
    heads: async () => {
      const answer = answers.shift() ?? { heads: [], token: 'none', more: false };
      if (answer instanceof NoAnswerError) throw answer;
      return answer;
    },
    damaged: (conversations) => void damaged.push([...conversations]),
    keys: () => undefined,
    compared: () => undefined,
    background: (task) => void task.catch(() => undefined),
  });
  poll.connected();
  await clock.advance(1);
  return { server, group, clock, answers, caughtUp, damaged, poll };
}

test('what one page of heads told is not forgotten where the next one never comes', async () => {
  const { server, group, clock, answers, caughtUp, poll } = await world();
  server.say(group, alice, 'hello');
  answers.push({ ...server.heads(me.uid), more: true }, new NoAnswerError());
  poll.hurry();
  await clock.advance(2_000);
  expect(caughtUp).toEqual([[], [group]]);
});

test('a damaged conversation that the server does not have any more is damaged no more', async () => {
  const { server, clock, answers, damaged, poll } = await world();
  const gone = server.newId();
  answers.push({ ...server.heads(me.uid), damaged: [gone] }, server.heads(me.uid));
  poll.startOver();
  await clock.advance(1);
  expect(damaged).toEqual([[gone]]);

  poll.startOver();
  await clock.advance(1);
  expect(damaged).toEqual([[gone], []]);
});
