import { encodeContent, type Entry, type MessageBody, type Payload } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeServer, user } from '../../../tests/fake-server.ts';
import { held } from '../../../tests/held.ts';
import { queued } from '../../storage/outbox-change.ts';
import { TimelineFold } from './timeline-fold.ts';

const [me, alice] = [user(1), user(2)];

/** What a seed of three numbers writes next: a message, or something that points back at an earlier entry. */
function command(kind: number, back: number, seq: number): { body: MessageBody; payload?: Payload } {
  const target = Math.max(1, seq - 1 - back);
  const text = encodeContent({ type: 'text', text: `text ${seq}` });
  const reaction = encodeContent({
    type: 'reaction',
    emoji: kind % 2 === 0 ? '👍' : '🎉',
    on: back % 3 !== 0,
  });
  const commands: { body: MessageBody; payload?: Payload }[] = [
    { body: { kind: 'message' }, payload: text },
    { body: { kind: 'message' }, payload: text },
    { body: { kind: 'edit', target }, payload: text },
    { body: { kind: 'reaction', target }, payload: reaction },
    { body: { kind: 'deletion', target } },
    { body: { kind: 'pinned', target } },
    { body: { kind: 'unpinned', target } },
  ];
  return commands[kind % commands.length] ?? { body: { kind: 'message' }, payload: text };
}

const logs = fc
  .array(fc.tuple(fc.nat(6), fc.nat(12), fc.boolean()), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    const server = new FakeServer();
    const conversation = server.group([alice, me]);
    for (const [kind, back, own] of steps) {
      const seq = (server.logs.get(conversation)?.length ?? 0) + 1;
      const sender = own ? me.uid : alice.uid;
      server.append({ conversation, sender, id: server.newId(), ...command(kind, back, seq) });
    }
    return (server.logs.get(conversation) ?? []).map(held);
  });

function foldOf(...parts: readonly (readonly Entry[])[]): TimelineFold {
  const fold = new TimelineFold(me.uid);
  for (const part of parts) fold.append(part.map(held), []);
  return fold;
}

test('entries one by one, in pages, or back to front give what a fresh start gives', () => {
  fc.assert(
    fc.property(logs, fc.nat(60), (log, cut) => {
      const fresh = foldOf(log).items();
      expect(foldOf(...log.map((entry) => [entry])).items()).toEqual(fresh);
      const older = foldOf(log.slice(cut));
      older.prepend(log.slice(0, cut), []);
      expect(older.items()).toEqual(fresh);
    }),
  );
});

test('a part of a log with the changes of its messages gives what it gives in the whole log', () => {
  fc.assert(
    fc.property(logs, fc.nat(60), fc.nat(60), (log, a, b) => {
      const [from, to] = [Math.min(a, b) + 1, Math.max(a, b) + 1];
      const isInside = (seq: number) => seq >= from && seq <= to;
      const changes = log.filter(({ body }) => 'target' in body && isInside(body.target));
      const inside = (fold: TimelineFold) =>
        fold.items().filter((item) => 'seq' in item && isInside(item.seq ?? 0));
      const part = new TimelineFold(me.uid);
      part.change(changes);
      part.append(
        log.filter(({ seq }) => isInside(seq)),
        [],
      );
      expect(part.items()).toEqual(inside(foldOf(log)));
    }),
  );
});

test('what is let go at one end comes back as it was', () => {
  fc.assert(
    fc.property(logs, fc.integer({ min: 1, max: 60 }), (log, count) => {
      const whole = foldOf(log).items();
      const fold = foldOf(log);
      const start = fold.keepLast(count) ?? 1;
      expect(fold.items()).toEqual(whole.slice(-count));
      const end = fold.keepFirst(1) ?? log.length;
      expect(fold.items()).toEqual(whole.slice(-count).slice(0, 1));
      fold.change(log);
      fold.prepend(
        log.filter(({ seq }) => seq < start),
        [],
      );
      fold.append(
        log.filter(({ seq }) => seq > end),
        [],
      );
      expect(fold.items()).toEqual(whole);
    }),
  );
});

test('marks that move step by step give what they give at once', () => {
  fc.assert(
    fc.property(logs, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 5 }), (log, marks) => {
      const moving = foldOf(log);
      let floor = { delivered: 0, read: 0 };
      for (const [a, b] of marks) {
        floor = {
          delivered: Math.max(floor.delivered, a, b),
          read: Math.max(floor.read, Math.min(a, b)),
        };
        moving.setFloor(floor);
      }
      const fresh = new TimelineFold(me.uid);
      fresh.setFloor(floor);
      fresh.append(log, []);
      expect(moving.items()).toEqual(fresh.items());
    }),
  );
});

test('a change makes the item of its target anew and leaves all others as they are', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  for (let n = 0; n < 2_000; n++) server.say(group, alice, `${n}`);
  const fold = foldOf(server.logs.get(group) ?? []);
  const before = fold.items();

  const body = { kind: 'edit', target: 1_000 } as const;
  const payload = encodeContent({ type: 'text', text: 'edited' });
  fold.append(
    [held(server.append({ conversation: group, sender: alice.uid, id: server.newId(), body, payload }))],
    [],
  );
  const changed = fold.items().flatMap((item, index) => (item === before[index] ? [] : [index]));
  expect(changed).toEqual([999]);
});

test('a thousand entries more in a window of five thousand take well under a second', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  for (let n = 0; n < 1_000; n++) server.say(group, alice, `${n}`);
  const log = server.logs.get(group) ?? [];
  const page = (number: number) => log.map((entry) => ({ ...entry, seq: entry.seq + number * log.length }));
  const fold = foldOf(...Array.from({ length: 5 }, (_, number) => page(number)));

  const start = performance.now();
  for (const entry of page(5)) {
    fold.append([entry], []);
    fold.items();
  }
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('hidden ranges stand where the entries would', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  for (let n = 2; n <= 9; n++) server.say(group, alice, `${n}`);
  const log = server.logs.get(group) ?? [];
  const fold = new TimelineFold(me.uid);
  fold.append([...log.slice(0, 2), ...log.slice(6)], [{ from: 3, to: 6 }]);
  expect(fold.items().map(({ kind }) => kind)).toEqual([
    'notice',
    'message',
    'hidden',
    'message',
    'message',
    'message',
  ]);
});

test('a refused change shows at its message, and a waiting one as if it were done', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const { seq } = server.say(group, me, 'text');
  const fold = foldOf(server.logs.get(group) ?? []);
  const item = queued(
    {
      conversation: group,
      id: server.newId(),
      time: 1,
      task: { kind: 'append', body: { kind: 'deletion', target: seq } },
    },
    1,
  );
  fold.setOutbox([item]);
  expect(fold.items().at(-1)).toMatchObject({ deleted: true, changing: true });

  const error = { code: 'E_TARGET', message: 'No.', retryable: false } as const;
  fold.setOutbox([{ ...item, state: { kind: 'refused', error, definite: true } }]);
  expect(fold.items().at(-1)).toMatchObject({ deleted: false, changing: false, error, status: 'sent' });
});

test('a deleted message says who deleted it, also before the server has the deletion', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const { seq } = server.say(group, alice, 'text');
  const body = { kind: 'deletion', target: seq } as const;
  const fold = foldOf(server.logs.get(group) ?? []);
  const task = { kind: 'append', body } as const;
  fold.setOutbox([queued({ conversation: group, id: server.newId(), time: 1, task }, 1)]);
  expect(fold.items().at(-1)).toMatchObject({ deleted: true, deletedBy: me.uid, sender: alice.uid });

  server.append({ conversation: group, sender: alice.uid, id: server.newId(), body });
  expect(
    foldOf(server.logs.get(group) ?? [])
      .items()
      .at(-1),
  ).toMatchObject({ deletedBy: alice.uid });
});

test('a deletion or a pin of which it is not certain that it counts changes nothing, and does once that is certain', () => {
  const server = new FakeServer();
  const conversation = server.group([alice, me]);
  const own = { conversation, sender: me.uid };
  const payload = encodeContent({ type: 'text', text: 'words' });
  const bodies: MessageBody[] = [
    { kind: 'pinned', target: 2 },
    { kind: 'deletion', target: 3 },
  ];
  for (let n = 0; n < 2; n++)
    server.append({ ...own, id: server.newId(), body: { kind: 'message' }, payload });
  for (const body of bodies) server.append({ conversation, sender: alice.uid, id: server.newId(), body });
  const log = (server.logs.get(conversation) ?? []).map(held);
  const waiting = log.map((entry) =>
    entry.seq > 3 ? { ...entry, opened: { kind: 'unopened', since: 1 } as const } : entry,
  );
  const fold = new TimelineFold(me.uid);
  fold.append(waiting, []);
  const words = { content: { text: 'words' }, deleted: false, pinned: false };
  expect(fold.items().slice(1)).toMatchObject([words, words]);
  expect(fold.items()[2]).not.toHaveProperty('deletedBy');

  expect(fold.items()).toHaveLength(3);
  expect(fold.unopened()).toEqual([2, 3, 4]);
  fold.opened(log.map((entry) => (entry.seq > 3 ? { ...entry, opened: { kind: 'counts' } } : entry)));
  expect(fold.items().slice(1)).toMatchObject([
    { ...words, pinned: true },
    { deleted: true, deletedBy: alice.uid },
    { kind: 'notice', seq: 4, body: { kind: 'pinned' } },
  ]);
});

test('each change to a message is opened once, however many there are, and at most fifty emoji are shown', () => {
  const server = new FakeServer();
  const conversation = server.group([alice, me]);
  const say = (body: MessageBody, payload: Payload) =>
    server.append({ conversation, sender: alice.uid, id: server.newId(), body, payload });
  const { seq: target } = say({ kind: 'message' }, encodeContent({ type: 'text', text: 'Hello' }));
  for (let i = 0; i < 200; i++)
    say({ kind: 'reaction', target }, encodeContent({ type: 'reaction', emoji: `${i}`, on: true }));
  let opened = 0;
  const log = (server.logs.get(conversation) ?? []).map((entry): Entry => {
    const { payload } = entry;
    if (payload?.kind !== 'plain') return entry;
    const counted: Payload = {
      kind: 'plain',
      get bytes() {
        opened++;
        return payload.bytes;
      },
    };
    return { ...entry, payload: counted };
  });

  const items = foldOf(log.slice(0, 101), ...log.slice(101).map((entry) => [entry])).items();

  expect(opened).toBe(201);
  expect(items.map((item) => (item.kind === 'message' ? item.reactions.length : 0))).toContain(50);
});

test('forwarded text stays as it was forwarded, whatever edits of it are in the log', () => {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const words = encodeContent({ type: 'text', text: 'as Bob said it', forwardedFrom: me.uid });
  const others = encodeContent({ type: 'text', text: 'as Bob never said it' });
  const send = (body: MessageBody, payload: Payload) =>
    server.append({ conversation: group, sender: alice.uid, id: server.newId(), body, payload });
  send({ kind: 'message' }, words);
  send({ kind: 'edit', target: 2 }, others);

  expect(
    foldOf(server.logs.get(group) ?? [])
      .items()
      .at(-1),
  ).toMatchObject({
    content: { text: 'as Bob said it', forwardedFrom: me.uid },
  });
});
