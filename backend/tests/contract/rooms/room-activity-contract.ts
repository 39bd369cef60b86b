import { randomUUID } from 'node:crypto';
import type { Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/domain/log/command.ts';
import { RoomActivity } from '../../../src/domain/rooms/room-activity.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { command, message, NOW, someone } from '../commands.ts';
import { createRoom, crowd } from './room-commands.ts';

/** A server: what it stores, it publishes, and once a second it hears what grew anywhere. */
class Server {
  readonly #stores: Stores;
  readonly #activity: RoomActivity;
  now = NOW;
  #token: string | undefined;

  constructor(stores: Stores) {
    this.#stores = stores;
    this.#activity = new RoomActivity({ ...stores, clock: () => this.now });
  }

  async start(): Promise<void> {
    await this.tick();
    await this.#activity.begin();
    await this.tick();
  }

  /** Stores a command so many ms after the start. */
  async append(next: Command, after: number): Promise<void> {
    this.#activity.appended(await this.#stores.conversations.append(next, NOW + after));
  }

  async tick(): Promise<void> {
    const growth = await this.#stores.conversations.changedSince(this.#token);
    this.#token = growth.token;
    this.#activity.grew(growth);
    await this.#activity.tick();
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    await this.tick();
  }
}

export function roomActivityContract(stores: () => Stores, other: () => Stores): void {
  const serverOf = async (store: Stores) => {
    const server = new Server(store);
    await server.start();
    return server;
  };
  const room = async (server: Server, owner: Uuid) => {
    const conversation = randomUUID();
    const own = `y${conversation.slice(0, 8)}`;
    await server.append(createRoom(conversation, owner, own), 0);
    /** In ms after the start. */
    const activity = async () => {
      const [place] = await other().rooms.page([own], undefined, 1);
      return (place?.active ?? 0) - NOW;
    };
    return { conversation, activity };
  };

  describe('the activity of rooms', { timeout: 60_000 }, () => {
    test('is written after ten seconds, and not with each message', async () => {
      const [server, owner] = [await serverOf(stores()), someone()];
      const { conversation, activity } = await room(server, owner);
      await server.append(message(conversation, owner), 1_000);
      await server.pass(9_999);
      expect(await activity()).toBe(0);
      await server.append(message(conversation, owner), 9_999);
      await server.pass(1);
      expect(await activity()).toBe(9_999);
    });

    test('is what people write, not who comes and goes', async () => {
      const [server, owner] = [await serverOf(stores()), someone()];
      const { conversation, activity } = await room(server, owner);
      await server.append(message(conversation, owner), 1_000);
      await server.append(command(conversation, someone(), { kind: 'joined' }), 2_000);
      await server.append(command(conversation, owner, { kind: 'pinned', target: 2 }), 3_000);
      await server.pass(10_000);
      await server.pass(10_000);
      expect(await activity()).toBe(1_000);
    });

    test('of a room with a password is told to nobody, not even by its place in the list', async () => {
      const [server, owner] = [await serverOf(stores()), someone()];
      const [there, { conversation, activity }] = [await serverOf(other()), await room(server, owner)];
      await server.append(message(conversation, owner), 1_000);
      await server.append(command(conversation, owner, { kind: 'locked' }), 2_000);
      await server.append(message(conversation, owner), 3_000);
      for (const each of [server, there]) {
        await each.pass(10_000);
        await each.pass(10_000);
      }
      expect(await activity()).toBe(1_000);
      await server.append(command(conversation, owner, { kind: 'unlocked' }), 4_000);
      await server.append(message(conversation, owner), 5_000);
      await server.pass(10_000);
      expect(await activity()).toBe(5_000);
    });

    test('that a killed server kept in memory is known after a restart', async () => {
      const [killed, owner] = [await serverOf(stores()), someone()];
      const first = await room(killed, owner);
      await killed.append(message(first.conversation, owner), 1_000);
      await killed.pass(10_000);
      const second = await room(killed, owner);
      await killed.append(message(first.conversation, owner), 12_000);
      await killed.append(message(second.conversation, owner), 13_000);
      await killed.append(command(second.conversation, someone(), { kind: 'joined' }), 14_000);
      expect([await first.activity(), await second.activity()]).toEqual([1_000, 0]);

      await serverOf(other());
      expect([await first.activity(), await second.activity()]).toEqual([12_000, 13_000]);
    });

    test('that a killed server kept in memory is known to the others ten seconds later', async () => {
      const [killed, lives] = [await serverOf(stores()), await serverOf(other())];
      const owner = someone();
      const { conversation, activity } = await room(killed, owner);
      await killed.append(message(conversation, owner), 1_000);
      await lives.pass(9_000);
      expect(await activity()).toBe(0);
      await lives.pass(1_000);
      expect(await activity()).toBe(1_000);
    });

    test('of more than fit in one look stays with what was written before', async () => {
      const [server, owner] = [await serverOf(stores()), someone()];
      const { conversation, activity } = await room(server, owner);
      await server.append(message(conversation, owner), 1_000);
      await server.pass(10_000);
      await crowd(stores(), conversation, 60);
      await server.pass(10_000);
      expect(await activity()).toBe(1_000);
    });

    test('that could not be written waits for the next time', async () => {
      let fails = false;
      const rooms = new Proxy(stores().rooms, {
        get: (target, name: keyof Stores['rooms']) => {
          if (name === 'record' && fails) return () => Promise.reject(new Error('busy'));
          return target[name].bind(target);
        },
      });
      const [server, owner] = [await serverOf({ ...stores(), rooms }), someone()];
      const { conversation, activity } = await room(server, owner);
      await server.pass(10_000);
      fails = true;
      await server.append(message(conversation, owner), 1_000);
      await expect(server.pass(10_000)).rejects.toThrow('busy');
      expect(await activity()).toBe(0);
      fails = false;
      await server.pass(10_000);
      expect(await activity()).toBe(1_000);
    });
  });
}
