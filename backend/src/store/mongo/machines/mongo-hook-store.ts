import type { Uuid } from '@parley/protocol';
import type { HookDelivery, HookStore } from '../../../domain/webhooks/hook-store.ts';
import type { HookOutcome, IncomingHook, StoredHook } from '../../../domain/webhooks/stored-hook.ts';
import type { HookDeliveryDocument, HookDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';

export class MongoHookStore implements HookStore {
  readonly #hooks: Models['hooks'];
  readonly #queue: Models['hookDeliveries'];

  constructor({ hooks, hookDeliveries }: Models) {
    this.#hooks = hooks;
    this.#queue = hookDeliveries;
  }

  create(hook: StoredHook): Promise<void> {
    return storing(async () => {
      await this.#hooks.create(hookDocument(hook));
    });
  }

  find(id: Uuid): Promise<StoredHook | undefined> {
    return storing(async () => hookIn(await this.#hooks.findById(id).lean()));
  }

  bySecret(secretHash: string): Promise<IncomingHook | undefined> {
    return storing(async () => {
      const hook = hookIn(await this.#hooks.findOne({ secretHash }).lean());
      return hook?.kind === 'incoming' ? hook : undefined;
    });
  }

  ofConversation(conversation: Uuid): Promise<readonly StoredHook[]> {
    return storing(async () => {
      const found = await this.#hooks.find({ conversation }).sort({ createdAt: 1, _id: 1 }).lean();
      return found.map(hookOf);
    });
  }

  outgoing(): Promise<readonly Pick<StoredHook, 'id' | 'createdBy'>[]> {
    return storing(async () => {
      const found = await this.#hooks.find({ kind: 'outgoing' }, { createdBy: 1 }).lean();
      return found.map(({ _id, createdBy }) => ({ id: _id, createdBy }));
    });
  }

  ofMaker(uid: Uuid): Promise<readonly StoredHook[]> {
    return storing(async () => (await this.#hooks.find({ createdBy: uid }).lean()).map(hookOf));
  }

  conversations(): Promise<readonly Uuid[]> {
    return storing(() => this.#hooks.distinct('conversation').exec());
  }

  setMaker(id: Uuid, uid: Uuid): Promise<StoredHook | undefined> {
    return storing(async () =>
      hookIn(
        await this.#hooks.findOneAndUpdate({ _id: id }, { $set: { createdBy: uid } }, { new: true }).lean(),
      ),
    );
  }

  madeBy(uid: Uuid): Promise<number> {
    return storing(() => this.#hooks.countDocuments({ createdBy: uid }).exec());
  }

  remove(id: Uuid): Promise<boolean> {
    return storing(async () => {
      const removed = (await this.#hooks.deleteOne({ _id: id })).deletedCount === 1;
      // After it: a server that still knows the hook gives up what it queues meanwhile.
      await this.#queue.deleteMany({ hook: id });
      return removed;
    });
  }

  note(id: Uuid, outcome: HookOutcome): Promise<void> {
    const { time } = outcome;
    const change =
      outcome.kind === 'success'
        ? { lastSuccessAt: time }
        : { lastError: { time, message: outcome.message } };
    return storing(async () => {
      await this.#hooks.updateOne({ _id: id }, { $set: change });
    });
  }

  queue(delivery: HookDelivery, most: number): Promise<boolean> {
    return storing(async () => {
      if ((await this.#queue.countDocuments({ hook: delivery.hook })) >= most) return false;
      await this.#queue.create(deliveryDocument(delivery));
      return true;
    });
  }

  take(now: number, until: number, limit: number, except: readonly Uuid[]): Promise<readonly HookDelivery[]> {
    return storing(async () => {
      const lines = await this.#queue.aggregate<{ readonly _id: Uuid }>([
        // The first of each line, from the index alone.
        { $sort: { hook: 1, dueAt: 1 } },
        { $group: { _id: '$hook', dueAt: { $first: '$dueAt' } } },
        { $match: { _id: { $nin: [...except] }, dueAt: { $lte: now } } },
        { $sort: { dueAt: 1 } },
        { $limit: limit },
      ]);
      const taken: HookDelivery[] = [];
      for (const { _id: hook } of lines) {
        // One step each: of several servers, one gets it.
        const document = await this.#queue
          .findOneAndUpdate(
            { hook, dueAt: { $lte: now } },
            { $set: { dueAt: until } },
            { sort: { dueAt: 1 } },
          )
          .lean();
        if (document !== null) taken.push(deliveryOf(document));
      }
      return taken;
    });
  }

  putOff(id: Uuid, attempts: number, dueAt: number): Promise<void> {
    return storing(async () => {
      await this.#queue.updateOne({ _id: id }, { $set: { attempts, dueAt } });
    });
  }

  putOffDue(hook: Uuid, now: number, pauses: readonly number[]): Promise<void> {
    const due = { hook, dueAt: { $lte: now } };
    return storing(async () => {
      await this.#queue.deleteMany({ ...due, attempts: { $gte: pauses.length } });
      // Those of one number of tries after the other: what is put off is no longer due.
      for (const [attempts, pause] of pauses.entries())
        await this.#queue.updateMany(
          { ...due, attempts },
          { $set: { attempts: attempts + 1, dueAt: now + pause } },
        );
    });
  }

  settle(id: Uuid): Promise<void> {
    return storing(async () => {
      await this.#queue.deleteOne({ _id: id });
    });
  }
}

export function hookDocument({ id, ...hook }: StoredHook): HookDocument {
  return { _id: id, ...hook };
}

export function hookOf({ _id, ...hook }: HookDocument): StoredHook {
  return { id: _id, ...hook };
}

export function deliveryDocument({ id, ...delivery }: HookDelivery): HookDeliveryDocument {
  return { _id: id, ...delivery };
}

export function deliveryOf({ _id, ...delivery }: HookDeliveryDocument): HookDelivery {
  return { id: _id, ...delivery };
}

function hookIn(document: HookDocument | null): StoredHook | undefined {
  return document === null ? undefined : hookOf(document);
}
