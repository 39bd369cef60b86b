import { encodeContent, type Entry, type Uuid } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatStorage } from '../src/ports/storage/chat-storage.ts';
import type { LogStorage } from '../src/ports/storage/log-storage.ts';
import type { QueueStorage } from '../src/ports/storage/queue-storage.ts';
import type { SealingStorage } from '../src/ports/sealing/sealing-storage.ts';
import type { Run } from '../src/model/stored-conversation.ts';
import { FakeServer, user } from './fake-server.ts';
import { held } from './held.ts';

const [me, alice] = [user(1), user(2)];

/** A local copy with all its parts. */
export type WholeStorage = ChatStorage & LogStorage & QueueStorage & SealingStorage;

/** What every storage does. @param open opens what was stored under a name before, or an empty one */
export function storageContract(name: string, open: (me: Uuid) => Promise<WholeStorage>): void {
  describe(name, () => {
    let storage: WholeStorage;
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
      from,
      to,
      entries: (server.logs.get(group) ?? []).slice(from - 1, to).map(held),
      hidden: [],
    });
    const stored = async () => (await storage.load()).conversations[0];
    const seqs = async () => (await storage.readEntries(group, 1, 100)).map(({ seq }) => seq);
    const message = (id: string) =>
      ({
        conversation: group,
        id,
        time: 1,
        task: { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text: 'hi' } },
      }) as const;
    const draft = (text: string) => ({
      conversation: group,
      composition: { draft: { text, caret: 1 } },
      revision: group,
    });
    const reopen = async () => {
      await storage.close();
      storage = await open(me.uid);
    };

    test('keeps that a conversation was sealed, whatever the server says of it since', async () => {
      const head = server.head(group, me.uid);
      if (head === undefined) throw new Error('the group was just made');
      await storage.saveHeads([{ ...head, protection: 'sealed' }]);
      await storage.truncate(group);
      await storage.saveHeads([{ ...head, protection: 'unknown: secret' }]);
      const [now] = await storage.saveHeads([head]);
      expect(now?.head.protection).toBe('sealed');
      await reopen();
      expect((await stored())?.head.protection).toBe('sealed');
    });

    test('keeps that a conversation is private and whose it is, whatever the server says since', async () => {
      const head = server.head(group, me.uid);
      if (head === undefined) throw new Error('the group was just made');
      await storage.saveHeads([{ ...head, peer: alice.uid }]);
      await storage.saveHeads([{ ...head, visibility: 'unknown: all' }]);
      await storage.saveHeads([{ ...head, visibility: 'public' }]);
      await reopen();
      expect((await stored())?.head).toMatchObject({ visibility: 'private', peer: alice.uid });
    });

    test('keeps details over a restart, until the log they were made of is truncated', async () => {
      const state = server.state(group);
      if (state === undefined) throw new Error('the group was just made');
      await storage.append(group, run(3, 5));
      await storage.saveDetails(group, { state, marks: [] });
      await reopen();
      expect(await storage.readDetails(group)).toEqual({ state, marks: [] });
      await storage.truncate(group, 3);
      expect(await storage.readDetails(group)).toBeUndefined();
    });

    test('keeps everything over a restart', async () => {
      await storage.append(group, run(3, 5));
      await storage.enqueue(message(server.newId()));
      await storage.saveUsers([alice]);
      await storage.saveBlocked([alice.uid]);
      await storage.saveDraft(draft('draft'));
      await reopen();
      const snapshot = await storage.load();
      expect(snapshot).toMatchObject({ headsToken: 'token 1', users: [alice], blocked: [alice.uid] });
      expect(snapshot.outbox).toHaveLength(1);
      expect(snapshot.conversations).toMatchObject([{ id: group, window: { first: 3, last: 5 } }]);
      expect(snapshot.drafts).toEqual([draft('draft')]);
      expect(await seqs()).toEqual([3, 4, 5]);
    });

    test('keeps a draft of a conversation that it does not know yet, and none that is empty', async () => {
      const conversation = server.newId();
      await storage.saveDraft({ ...draft('hello'), conversation });
      await reopen();
      expect((await storage.load()).drafts).toEqual([{ ...draft('hello'), conversation }]);
      await storage.saveDraft({ ...draft(''), conversation });
      await reopen();
      expect((await storage.load()).drafts).toEqual([]);
    });

    test('extends the window only by what follows it', async () => {
      expect(await storage.append(group, run(3, 5))).toMatchObject({ outcome: 'applied' });
      expect(await storage.append(group, run(8, 9))).toMatchObject({ outcome: 'gap' });
      expect(await storage.append(group, run(4, 7))).toMatchObject({ outcome: 'applied' });
      expect(await stored()).toMatchObject({
        window: { first: 3, last: 7, chain: run(7, 7).entries[0]?.chain },
      });
      expect(await storage.prepend(group, run(1, 3))).toMatchObject({ outcome: 'applied' });
      expect(await seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('refuses a run that contradicts what it holds', async () => {
      await storage.append(group, run(3, 5));
      const { entries } = run(5, 6);
      const other = entries.map((entry) => ({ ...entry, chain: run(1, 1).entries[0]?.chain ?? '' }));
      expect(await storage.append(group, { ...run(5, 6), entries: other })).toMatchObject({
        outcome: 'diverged',
      });
      expect(await seqs()).toEqual([3, 4, 5]);
    });

    test('counts hidden ranges as held', async () => {
      await storage.append(group, run(1, 2));
      const hidden: Run = { ...run(6, 7), from: 3, hidden: [{ from: 3, to: 5 }] };
      const { conversation } = await storage.append(group, hidden);
      expect(conversation.window).toMatchObject({ first: 1, last: 7, hidden: [{ from: 3, to: 5 }] });
    });

    test('replaces the window and forgets the old one', async () => {
      await storage.append(group, run(1, 4));
      expect((await storage.replace(group, run(8, 10))).window).toMatchObject({ first: 8, last: 10 });
      expect(await seqs()).toEqual([8, 9, 10]);
    });

    test('takes an outbox item away with its entry', async () => {
      const id = server.newId();
      await storage.append(group, run(1, 10));
      await storage.enqueue(message(id));
      const payload = encodeContent({ type: 'text', text: 'hi' });
      server.append({ conversation: group, sender: me.uid, id, body: { kind: 'message' }, payload });
      await storage.append(group, run(11, 11));
      expect(await storage.outbox()).toEqual([]);
      expect(await stored()).toMatchObject({ head: { head: 11, last: { id } } });
    });

    test('erases what a deletion deletes, in the log and in the list', async () => {
      await storage.append(group, run(1, 10));
      const body = { kind: 'deletion', target: 10 } as const;
      server.append({ conversation: group, sender: alice.uid, id: server.newId(), body });
      await storage.append(group, run(11, 11));
      const [erased] = await storage.readEntries(group, 10, 10);
      expect(erased?.payload?.kind).toBe('erased');
      expect((await stored())?.head.last?.payload?.kind).toBe('erased');
    });

    test('keeps what was not opened yet apart, and takes what it says later', async () => {
      const { entries, ...rest } = run(1, 10);
      const closed = entries.map(({ opened, ...entry }) =>
        opened === undefined ? entry : { ...entry, opened: { kind: 'unopened', since: 1 } as const },
      );
      await storage.append(group, { ...rest, entries: closed });
      await reopen();
      expect((await storage.unopened()).map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([
        2, 3, 4, 5, 6, 7, 8, 9, 10,
      ]);
      const body = { kind: 'deletion', target: 10 } as const;
      server.append({ conversation: group, sender: alice.uid, id: server.newId(), body });
      await storage.append(group, run(11, 11));

      await storage.open(group, entries);
      await reopen();
      expect(await storage.unopened()).toEqual([]);
      expect(await storage.readEntries(group, 9, 9)).toEqual(entries.slice(8, 9));
      const [erased] = await storage.readEntries(group, 10, 10);
      expect([erased?.payload?.kind, erased?.opened]).toEqual(['erased', undefined]);
    });

    test('finds the changes of a part of the log, wherever they stand', async () => {
      const change = (target: number) => {
        const body = { kind: 'pinned', target } as const;
        return server.append({ conversation: group, sender: alice.uid, id: server.newId(), body });
      };
      const [, fourth, sixth] = [change(3), change(4), change(6), change(7)];
      await storage.append(group, run(1, 14));
      expect(await storage.readChanges(group, 4, 6)).toEqual([fourth, sixth]);
      expect(await storage.readChanges(group, 9, 8)).toEqual([]);
    });

    test('keeps own messages behind a cut as lost', async () => {
      const payload = encodeContent({ type: 'text', text: 'mine' });
      const own = { conversation: group, sender: me.uid, id: server.newId() };
      const { seq } = server.append({ ...own, body: { kind: 'message' }, payload });
      await storage.append(group, run(1, seq));
      const conversation = await storage.truncate(group, 8);
      expect(conversation).toMatchObject({ window: { first: 1, last: 8 }, head: { head: 8 } });
      expect(await storage.outbox()).toMatchObject([{ id: own.id, state: { kind: 'lost' } }]);
      const empty = await storage.truncate(group);
      expect(empty.window).toBeUndefined();
      expect(empty.head).toMatchObject({ head: 0, count: 0 });
      expect(await seqs()).toEqual([]);
    });

    test('keeps the words of what was sent here and never opened', async () => {
      const content = { type: 'text', text: 'mine' } as const;
      const own = { conversation: group, sender: me.uid, id: server.newId() };
      const payload = { kind: 'sealed', bytes: 'AQEB' } as const;
      const entry = server.append({ ...own, body: { kind: 'message', epoch: 1 }, payload });
      const unopened = { ...entry, opened: { kind: 'unopened', since: 1, own: content } } as const;
      const { seq } = entry;
      await storage.append(group, run(1, seq - 1));
      await storage.append(group, { from: seq, to: seq, entries: [unopened], hidden: [] });
      await reopen();
      expect(await storage.readEntries(group, seq, seq)).toEqual([unopened]);
      await storage.truncate(group, 8);
      await reopen();
      expect(await storage.outbox()).toMatchObject([
        { id: own.id, task: { content }, state: { kind: 'lost' } },
      ]);
    });

    test('moves marks forward only and counts what is unread', async () => {
      await storage.append(group, run(1, 10));
      expect(await stored()).toMatchObject({ mark: { delivered: 10, read: 0 }, unread: { count: 9 } });
      expect(await storage.mark(group, { read: 7 })).toMatchObject({
        mark: { read: 7 },
        unread: { count: 3 },
      });
      expect(await storage.mark(group, { read: 4 })).toMatchObject({
        mark: { read: 7 },
        unread: { count: 3 },
      });
      const members = [{ uid: me.uid, delivered: 10, read: 10 }];
      expect(await storage.mark(group, { members })).toMatchObject({
        mark: { read: 10 },
        unread: { count: 0 },
      });
    });

    test('adopts what another copy holds unsent: in place of what it has of it, else at the end', async () => {
      const own = await storage.enqueue(message('own'));
      const before = await storage.enqueue(message('both'));
      const gone = await storage.enqueue(message('gone'));
      await storage.saveDraft(draft('old'));
      const payload = encodeContent({ type: 'text', text: 'hi' });
      const both = { ...before, key: own.key, payload, emitted: true };
      await storage.adopt({
        items: [{ ...own, id: 'new', key: own.key }, both],
        goneItems: [gone.id, 'unknown'],
        drafts: [draft('new')],
        goneDrafts: [],
      });
      await reopen();
      expect((await storage.outbox()).map(({ id }) => id)).toEqual(['own', 'both', 'new']);
      expect(await storage.outbox()).toMatchObject([own, { ...both, key: before.key }, { id: 'new' }]);
      expect((await storage.load()).drafts).toEqual([draft('new')]);

      await storage.adopt({ items: [], goneItems: [], drafts: [], goneDrafts: [group] });
      expect((await storage.load()).drafts).toEqual([]);
    });

    test('lets two tabs store the same entries', async () => {
      const [one, two] = await Promise.all([
        storage.append(group, run(1, 5)),
        storage.append(group, run(1, 5)),
      ]);
      expect([one.outcome, two.outcome]).toEqual(['applied', 'applied']);
      expect(await stored()).toMatchObject({ window: { first: 1, last: 5 } });
      const entries: readonly Entry[] = await storage.readEntries(group, 1, 5);
      expect(entries).toEqual(run(1, 5).entries);
    });
  });
}
