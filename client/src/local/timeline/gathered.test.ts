import { encodeContent, GENERAL, type Entry } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeServer, user } from '../../../tests/fake-server.ts';
import { held } from '../../../tests/held.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import { TimelineFold } from './timeline-fold.ts';

const [me, alice] = [user(1), user(2)];

function foldOf(...parts: readonly (readonly Entry[])[]): TimelineFold {
  const fold = new TimelineFold(me.uid);
  for (const part of parts) fold.append(part.map(held), []);
  return fold;
}

/** A room in which some write, and some come and go. */
const rooms = fc
  .array(fc.tuple(fc.constantFrom('joined', 'left', 'message'), fc.integer({ min: 2, max: 9 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((steps) => {
    const server = new FakeServer();
    const room = server.room(alice);
    for (const [kind, who] of steps) {
      const said = { conversation: room, sender: user(who).uid, id: server.newId(), body: { kind } as const };
      server.append(
        kind === 'message' ? { ...said, payload: encodeContent({ type: 'text', text: 'hi' }) } : said,
      );
    }
    return (server.logs.get(room) ?? []).map(held);
  });

test('those who come and go in a row share an item, however the log was read', () => {
  fc.assert(
    fc.property(rooms, fc.nat(60), (log, cut) => {
      const fresh = foldOf(log).items();
      expect(foldOf(...log.map((entry) => [entry])).items()).toEqual(fresh);
      const older = foldOf(log.slice(cut));
      older.prepend(log.slice(0, cut), []);
      expect(older.items()).toEqual(fresh);

      const entries = fresh.flatMap((item) => ('more' in item ? [item, ...(item.more ?? [])] : [item]));
      expect(entries.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
      const isMove = (item: TimelineItem | undefined) =>
        item?.kind === 'notice' && item.body.kind !== 'created';
      expect(fresh.some((item, index) => isMove(item) && isMove(fresh[index + 1]))).toBe(false);
    }),
  );
});

test('who joins the room that everyone joins is no news, and who leaves it is', () => {
  const server = new FakeServer();
  server.room(alice, 'general', GENERAL);
  for (const kind of ['joined', 'left'] as const)
    server.append({ conversation: GENERAL, sender: me.uid, id: server.newId(), body: { kind } });
  const items = foldOf(server.logs.get(GENERAL) ?? []).items();
  expect(items.map((item) => item.kind === 'notice' && item.body.kind)).toEqual(['created', 'left']);
});

test('another day begins a new line of who came and went', () => {
  const server = new FakeServer();
  const room = server.room(alice);
  const [first, second] = [2, 3].map((who) =>
    server.append({
      conversation: room,
      sender: user(who).uid,
      id: server.newId(),
      body: { kind: 'joined' },
    }),
  );
  const later = { ...held(second ?? expect.unreachable()), time: (second?.time ?? 0) + 36 * 3_600_000 };
  const fold = foldOf([...(first === undefined ? [] : [first])]);
  fold.append([later], []);
  expect(fold.items()).toHaveLength(2);
});
