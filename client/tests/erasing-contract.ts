import { encodeContent, type MessageBody, type Payload, type Uuid } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatStorage } from '../src/ports/storage/chat-storage.ts';
import type { LogStorage } from '../src/ports/storage/log-storage.ts';
import type { Run } from '../src/model/stored-conversation.ts';
import { FakeServer, user } from './fake-server.ts';
import { held } from './held.ts';

const [me, alice] = [user(1), user(2)];

/** What every storage erases. @param open opens what was stored under a name before, or an empty one */
export function erasingContract(name: string, open: (me: Uuid) => Promise<ChatStorage & LogStorage>): void {
  describe(`what is erased in ${name}`, () => {
    let storage: ChatStorage & LogStorage;
    let server: FakeServer;
    let group: Uuid;

    beforeEach(async () => {
      storage = await open(me.uid);
      server = new FakeServer();
      group = server.group([alice, me]);
      for (let n = 2; n <= 10; n++) server.say(group, alice, `${n}`);
      const head = server.head(group, me.uid);
      await storage.saveHeads(head === undefined ? [] : [head], 'token 1');
    });
    afterEach(() => storage.destroy());

    const run = (from: number, to: number): Run => ({
      ...{ from, to, hidden: [] },
      entries: (server.logs.get(group) ?? []).slice(from - 1, to).map(held),
    });
    const stored = async () => (await storage.load()).conversations[0];
    const reopen = async () => {
      await storage.close();
      storage = await open(me.uid);
    };

    test('erases by a deletion that may be made up once it is certain that it counts, and nothing before', async () => {
      const append = (sender: Uuid, body: MessageBody, payload?: Payload) =>
        server.append({
          ...{ conversation: group, sender, id: server.newId(), body },
          ...(payload && { payload }),
        });
      append(alice.uid, { kind: 'edit', target: 10 }, encodeContent({ type: 'text', text: 'ten' }));
      append(alice.uid, { kind: 'deletion', target: 10 });
      append(alice.uid, { kind: 'deletion', target: 14 });
      append(alice.uid, { kind: 'message' }, encodeContent({ type: 'text', text: 'later' }));
      const { entries, ...rest } = run(1, 12);
      const waiting = entries.map((entry) =>
        entry.seq === 12 ? { ...entry, opened: { kind: 'unopened', since: 1 } as const } : entry,
      );
      await storage.append(group, { ...rest, entries: waiting });
      await reopen();
      expect(await storage.readEntries(group, 10, 11)).toEqual(entries.slice(9, 11));
      expect(await stored()).toMatchObject({
        head: { last: { payload: entries[9]?.payload } },
        lastEdit: entries[10],
      });
      expect(await storage.unopened()).toMatchObject([{ conversation: group, seq: 12 }]);

      const counts = entries.slice(11).map((entry) => ({ ...entry, opened: { kind: 'counts' } as const }));
      await storage.open(group, counts);
      await reopen();
      const erased = await storage.readEntries(group, 10, 11);
      expect(erased.map(({ payload, opened }) => [payload?.kind, opened])).toEqual([
        ['erased', undefined],
        ['erased', undefined],
      ]);
      expect((await stored())?.head.last?.payload?.kind).toBe('erased');
      expect((await stored())?.lastEdit).toBeUndefined();
      expect(await storage.unopened()).toEqual([]);
      // What is written after a deletion was not there to be deleted.
      await storage.append(group, run(14, 14));
      await storage.replace(group, run(14, 14));
      await storage.prepend(group, run(11, 13));
      expect(await storage.readEntries(group, 14, 14)).toEqual(run(14, 14).entries);
    });
  });
}
