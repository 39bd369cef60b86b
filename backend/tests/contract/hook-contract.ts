import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import type { HookDelivery } from '../../src/domain/webhooks/hook-store.ts';
import type { IncomingHook, OutgoingHook } from '../../src/domain/webhooks/stored-hook.ts';
import { NOW, someone } from './commands.ts';

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
      expect(calling).toEqual([both[1]]);
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

    test('is removed with what waits to be sent', async () => {
      const [hook, time] = [outgoingHook(), newTime()];
      const { hooks } = stores();
      await hooks.create(hook);
      await hooks.queue(delivery(hook.id, { dueAt: time }), 10);
      expect(await hooks.remove(hook.id)).toBe(true);
      expect(await hooks.remove(hook.id)).toBe(false);
      expect(await hooks.find(hook.id)).toBeUndefined();
      expect((await hooks.take(time, time, 100)).filter((one) => one.hook === hook.id)).toEqual([]);
    });
  });

  describe('the queue of outgoing webhooks', () => {
    const waiting = async (count: number, most = 10) => {
      const [hook, time] = [outgoingHook(), newTime()];
      await stores().hooks.create(hook);
      for (const { id } of await stores().hooks.take(time - 1, time - 1, 100))
        await stores().hooks.settle(id);
      const deliveries = Array.from({ length: count }, (_, at) => delivery(hook.id, { dueAt: time + at }));
      const queued = [];
      for (const one of deliveries) queued.push(await stores().hooks.queue(one, most));
      const take = async (now: number, until: number, server = stores(), limit = 100) =>
        (await server.hooks.take(now, until, limit)).filter((one) => one.hook === hook.id);
      return { time, deliveries, queued, take };
    };

    test('gives what is due, the oldest first, until it is settled', async () => {
      const { time, deliveries, take } = await waiting(3);
      const [first, second, third] = deliveries;
      expect(await take(time + 1, time + 500)).toEqual([first, second]);
      expect(await take(time + 2, time + 500)).toEqual([third]);
      await stores().hooks.settle(second?.id ?? '');
      expect((await take(time + 500, time + 900)).map(({ id }) => id).sort()).toEqual(
        [first?.id, third?.id].sort(),
      );
    });

    test('gives each to one of two servers that ask at once', async () => {
      const { time, deliveries, take } = await waiting(10);
      const taken = await Promise.all(
        [stores(), other(), stores(), other()].map((server) => take(time + 10, time + 500, server)),
      );
      expect(
        taken
          .flat()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(deliveries.map(({ id }) => id).sort());
    });

    test('gives no more than was asked for', async () => {
      const { time, take } = await waiting(3);
      expect(await take(time + 10, time + 500, stores(), 2)).toHaveLength(2);
      expect(await take(time + 10, time + 500)).toHaveLength(1);
    });

    test('holds back what was put off, with the number of tries', async () => {
      const { time, deliveries, take } = await waiting(1);
      await take(time, time + 500);
      await stores().hooks.putOff(deliveries[0]?.id ?? '', 3, time + 50);
      expect(await take(time + 49, time + 500)).toEqual([]);
      expect(await take(time + 50, time + 500)).toMatchObject([{ attempts: 3 }]);
    });

    test('holds so many of a hook and no more', async () => {
      const { queued } = await waiting(3, 2);
      expect(queued).toEqual([true, true, false]);
    });
  });
}
