import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';
import type { HookDelivery } from '../../../src/domain/webhooks/hook-store.ts';
import type { IncomingHook, OutgoingHook } from '../../../src/domain/webhooks/stored-hook.ts';
import { NOW, someone } from '../commands.ts';

const common = () => ({
  ...{ id: randomUUID(), conversation: randomUUID(), name: 'Grafana' },
  ...{ createdBy: someone(), createdAt: NOW },
});

export function incomingHook(changed: Partial<IncomingHook> = {}): IncomingHook {
  const secretHash = randomBytes(32).toString('base64');
  return { ...common(), kind: 'incoming', author: someone(), secretHash, ...changed };
}

export function outgoingHook(changed: Partial<OutgoingHook> = {}): OutgoingHook {
  const url = 'https://example.org/hook';
  return { ...common(), kind: 'outgoing', url, words: ['deploy'], secret: 'secret', ...changed };
}

export function delivery(hook: string, changed: Partial<HookDelivery> = {}): HookDelivery {
  return { id: randomUUID(), hook, body: '{"a":"ä"}', attempts: 0, dueAt: NOW, ...changed };
}

/** Tests share the queue: each takes at times of its own. */
let times = NOW;
const newTime = () => (times += 1_000_000);

export function hookContract(stores: () => Stores, other: () => Stores): void {
  describe('a webhook', () => {
    test('is found by its id, its secret and its conversation, on any server', async () => {
      const [incoming, outgoing] = [incomingHook(), outgoingHook({ createdAt: NOW + 1 })];
      const both = [incoming, { ...outgoing, conversation: incoming.conversation }];
      for (const hook of both) await stores().hooks.create(hook);
      const { hooks } = other();
      expect(await hooks.find(incoming.id)).toEqual(incoming);
      expect(await hooks.bySecret(incoming.secretHash)).toEqual(incoming);
      expect(await hooks.bySecret('another')).toBeUndefined();
      expect(await hooks.ofConversation(incoming.conversation)).toEqual(both);
      const calling = (await hooks.outgoing()).filter(({ id }) => id === incoming.id || id === outgoing.id);
      expect(calling).toEqual([{ id: outgoing.id, createdBy: outgoing.createdBy }]);
      const conversations = await hooks.conversations();
      expect(conversations.filter((id) => id === incoming.conversation)).toEqual([incoming.conversation]);
    });

    test('keeps its last success and its last error', async () => {
      const hook = incomingHook();
      const { hooks } = stores();
      await hooks.create(hook);
      await hooks.note(hook.id, { kind: 'error', time: NOW + 1, message: 'no_text' });
      await hooks.note(hook.id, { kind: 'success', time: NOW + 2 });
      const lastError = { time: NOW + 1, message: 'no_text' };
      expect(await hooks.find(hook.id)).toEqual({ ...hook, lastSuccessAt: NOW + 2, lastError });
      await hooks.note(randomUUID(), { kind: 'success', time: NOW });
    });

    test('counts for who made it until it is revoked', async () => {
      const hook = incomingHook();
      const { hooks } = stores();
      for (const each of [hook, outgoingHook({ createdBy: hook.createdBy }), outgoingHook()])
        await hooks.create(each);
      expect(await hooks.madeBy(hook.createdBy)).toBe(2);
      await hooks.remove(hook.id);
      expect(await hooks.madeBy(hook.createdBy)).toBe(1);
      expect(await hooks.madeBy(someone())).toBe(0);
    });

    test('gets another maker, who has it from then on', async () => {
      const [hook, uid, { hooks }] = [outgoingHook(), someone(), stores()];
      await hooks.create(hook);
      expect(await hooks.setMaker(hook.id, uid)).toEqual({ ...hook, createdBy: uid });
      expect(await other().hooks.find(hook.id)).toEqual({ ...hook, createdBy: uid });
      expect([await hooks.madeBy(hook.createdBy), await hooks.madeBy(uid)]).toEqual([0, 1]);
      expect(await hooks.outgoing()).toContainEqual({ id: hook.id, createdBy: uid });
      expect(await hooks.setMaker(randomUUID(), uid)).toBeUndefined();
    });

    test('is removed with what waits to be sent', async () => {
      const [hook, time] = [outgoingHook(), newTime()];
      const { hooks } = stores();
      await hooks.create(hook);
      await hooks.queue(delivery(hook.id, { dueAt: time }), 10);
      expect(await hooks.remove(hook.id)).toBe(true);
      expect(await hooks.remove(hook.id)).toBe(false);
      expect(await hooks.find(hook.id)).toBeUndefined();
      expect((await hooks.take(time, time, 100, [])).filter((one) => one.hook === hook.id)).toEqual([]);
    });
  });

  describe('the queue of outgoing webhooks', () => {
    const emptied = async () => {
      const [time, { hooks }] = [newTime(), stores()];
      for (;;) {
        const rest = await hooks.take(time - 1, time - 1, 100, []);
        if (rest.length === 0) return { time, hooks };
        for (const { id } of rest) await hooks.settle(id);
      }
    };
    /** Requests of hooks of their own, which are due one after the other. */
    const waiting = async (count: number) => {
      const { time, hooks } = await emptied();
      const deliveries = Array.from({ length: count }, (_, at) =>
        delivery(randomUUID(), { dueAt: time + at }),
      );
      for (const one of deliveries.toReversed()) await hooks.queue(one, 10);
      return { time, hooks, deliveries };
    };
    const idsOf = (deliveries: readonly HookDelivery[]) => deliveries.map(({ id }) => id).sort();

    test('gives what is due, what waited longest first, until it is settled', async () => {
      const { time, hooks, deliveries } = await waiting(3);
      const [first, second, third] = deliveries;
      expect(await hooks.take(time + 1, time + 500, 9, [])).toEqual([first, second]);
      expect(await hooks.take(time + 2, time + 500, 9, [])).toEqual([third]);
      await hooks.settle(second?.id ?? '');
      const again = await hooks.take(time + 500, time + 900, 9, []);
      expect(idsOf(again)).toEqual([first?.id, third?.id].sort());
    });

    test('gives one of each hook, the first, and none of those that are not wanted', async () => {
      const { time, hooks } = await emptied();
      const [busy, other] = [randomUUID(), randomUUID()];
      const line = [2, 0, 1].map((at) => delivery(busy, { dueAt: time + at }));
      const last = delivery(other, { dueAt: time + 5 });
      for (const one of [...line, last]) await hooks.queue(one, 10);
      expect(await hooks.take(time + 9, time + 500, 9, [])).toEqual([line[1], last]);
      expect(await hooks.take(time + 9, time + 500, 9, [busy])).toEqual([]);
      expect(await hooks.take(time + 9, time + 500, 9, [other])).toEqual([line[2]]);
    });

    test('gives each to one of two servers that ask at once', async () => {
      const { time, deliveries } = await waiting(10);
      const taken = await Promise.all(
        [stores(), other(), stores(), other()].map(({ hooks }) => hooks.take(time + 10, time + 500, 99, [])),
      );
      expect(idsOf(taken.flat())).toEqual(idsOf(deliveries));
    });

    test('gives no more than was asked for', async () => {
      const { time, hooks, deliveries } = await waiting(3);
      expect(await hooks.take(time + 10, time + 500, 2, [])).toEqual(deliveries.slice(0, 2));
      expect(await hooks.take(time + 10, time + 500, 9, [])).toEqual(deliveries.slice(2));
    });

    test('holds back what was put off, with the number of tries', async () => {
      const { time, hooks, deliveries } = await waiting(1);
      await hooks.take(time, time + 500, 9, []);
      await hooks.putOff(deliveries[0]?.id ?? '', 3, time + 50);
      expect(await hooks.take(time + 49, time + 500, 9, [])).toEqual([]);
      expect(await hooks.take(time + 50, time + 500, 9, [])).toMatchObject([{ attempts: 3 }]);
    });

    test('puts off all of a hook that are due, by their tries, and gives up those that had all', async () => {
      const { time, hooks } = await emptied();
      const hook = randomUUID();
      const queued = [0, 1, 2].map((attempts) => delivery(hook, { attempts, dueAt: time }));
      const later = delivery(hook, { dueAt: time + 5 });
      const others = delivery(randomUUID(), { dueAt: time });
      for (const one of [...queued, later, others]) await hooks.queue(one, 10);
      await hooks.putOffDue(hook, time, [100, 200]);
      const due = (at: number) => hooks.take(time + at, time + 10_000, 9, []);
      expect(await due(99)).toEqual([others, later]);
      expect(await due(100)).toMatchObject([{ id: queued[0]?.id, attempts: 1 }]);
      expect(await due(199)).toEqual([]);
      expect(await due(200)).toMatchObject([{ id: queued[1]?.id, attempts: 2 }]);
      expect(await due(9_999)).toEqual([]);
    });

    test('holds so many of a hook and no more', async () => {
      const { time, hooks } = await emptied();
      const hook = randomUUID();
      const queue = () => hooks.queue(delivery(hook, { dueAt: time }), 2);
      expect([await queue(), await queue(), await queue()]).toEqual([true, true, false]);
    });
  });
}
