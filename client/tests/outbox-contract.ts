import { encodeContent, type Uuid, type WireError } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closed, prepared, refused } from '../src/link/outbox/item-changes.ts';
import type { ChatStorage } from '../src/ports/storage/chat-storage.ts';
import type { QueueStorage } from '../src/ports/storage/queue-storage.ts';
import type { Sealed } from '../src/ports/sealer.ts';
import { withoutRefused } from '../src/sealing/writing/without-refused.ts';
import { user } from './fake-server.ts';

const me = user(1).uid;
const group = '90000000-0000-4000-8000-000000000000';

/** What the outbox of every storage does. @param open opens an empty one */
export function outboxContract(name: string, open: (me: Uuid) => Promise<ChatStorage & QueueStorage>): void {
  describe(`the outbox in ${name}`, () => {
    let storage: ChatStorage & QueueStorage;
    let ids = 0;

    beforeEach(async () => {
      storage = await open(me);
    });
    afterEach(() => storage.destroy());

    const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
    const message = (id: Uuid) =>
      ({
        conversation: group,
        id,
        time: 1,
        task: { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text: 'hi' } },
      }) as const;
    const prepare = (key: number, made: Sealed | undefined) =>
      storage.changeItem(key, (item) => prepared(item, made));
    const refuse = (key: number, error: WireError, definite: boolean) =>
      storage.changeItem(key, (item) => refused(item, error, definite));

    test('hands out outbox items in order, lane by lane', async () => {
      const [first, second] = [newId(), newId()];
      const lane = { conversation: group, kind: 'append' } as const;
      const item = await storage.enqueue(message(first));
      await storage.enqueue(message(second));
      expect(await storage.nextOf(lane, 0)).toMatchObject({ id: first });
      expect(await storage.nextOf(lane, item.key)).toMatchObject({ id: second });
      expect(await storage.nextOf({ ...lane, kind: 'preferences' }, 0)).toBeUndefined();
    });

    const sealed = (text: string, epoch: number) => ({
      body: { kind: 'message', epoch } as const,
      payload: encodeContent({ type: 'text', text }),
    });

    test('keeps body and bytes of the first try', async () => {
      const { key } = await storage.enqueue(message(newId()));
      const first = sealed('first', 1);
      await prepare(key, first);
      const kept = { task: { body: first.body }, payload: first.payload, emitted: true };
      expect(await prepare(key, sealed('second', 2))).toMatchObject(kept);
      expect(await prepare(key + 1, first)).toBeUndefined();
    });

    test('takes bytes away that were refused, and no others', async () => {
      const { key, id } = await storage.enqueue(message(newId()));
      const sent = await prepare(key, sealed('first', 1));
      if (sent === undefined) throw new Error('not prepared');
      const takeAway = () => storage.changeItem(key, (now) => withoutRefused(now, sent));
      await takeAway();
      expect((await storage.outbox())[0]).toMatchObject({ key, id, emitted: false });
      const second = sealed('second', 2);
      const anew = { id, task: { body: second.body }, payload: second.payload, emitted: true };
      expect(await prepare(key, second)).toMatchObject(anew);
      await takeAway();
      expect((await storage.outbox())[0]).toMatchObject(anew);
    });

    test('sends a refused change again as another one, also if its payload says nothing', async () => {
      const error = { code: 'E_INTERNAL', message: '', retryable: false } as const;
      const task = { kind: 'append', body: { kind: 'deletion', target: 2 } } as const;
      const { key } = await storage.enqueue({ ...message(newId()), task });
      await prepare(key, { body: task.body, payload: { kind: 'sealed', bytes: 'AAAA' } });
      await refuse(key, error, true);
      await storage.retry(key, newId());
      expect((await storage.outbox())[0]).not.toHaveProperty('payload');
    });

    test('discards only what the server certainly has not', async () => {
      const error = { code: 'E_NOT_A_MEMBER', message: '', retryable: false } as const;
      const { key } = await storage.enqueue(message(newId()));
      await prepare(key, undefined);
      expect(await storage.discard(key)).toBe(false);
      await refuse(key, error, false);
      expect(await storage.discard(key)).toBe(false);
      await refuse(key, error, true);
      expect(await storage.discard(key)).toBe(true);
      expect(await storage.outbox()).toEqual([]);
    });

    test('retries under a new id where the old one is certainly unused, at the end of the queue', async () => {
      const error = { code: 'E_INTERNAL', message: '', retryable: true } as const;
      const [first, second, fresh] = [newId(), newId(), newId()];
      const { key } = await storage.enqueue(message(first));
      await storage.enqueue(message(second));
      await prepare(key, undefined);
      await refuse(key, error, false);
      const again = await storage.retry(key, fresh);
      expect(again).toMatchObject({ id: first, state: { kind: 'waiting' } });
      await refuse(again?.key ?? 0, error, true);
      await storage.retry(again?.key ?? 0, fresh);
      expect((await storage.outbox()).map(({ id }) => id)).toEqual([second, fresh]);
    });

    test('changes what is asked for in one go with the retry, and only where the server certainly has not got it', async () => {
      const error = { code: 'E_NO_KEYS', message: '', retryable: false } as const;
      const { key, task } = await storage.enqueue(message(newId()));
      if (task.kind !== 'append') throw new Error('not a message');
      const openly = { ...task, openly: true };
      await prepare(key, undefined);
      await refuse(key, error, false);
      const again = await storage.retry(key, newId(), openly);
      expect(again?.task).not.toHaveProperty('openly');
      await refuse(again?.key ?? 0, error, true);
      await storage.retry(again?.key ?? 0, newId(), openly);
      expect(await storage.outbox()).toMatchObject([{ task: openly, state: { kind: 'waiting' } }]);
    });

    test('counts closes', async () => {
      const { key } = await storage.enqueue(message(newId()));
      await storage.changeItem(key, closed);
      expect(await storage.changeItem(key, closed)).toMatchObject({ closes: 2 });
      expect(await storage.changeItem(key + 1, closed)).toBeUndefined();
    });
  });
}
