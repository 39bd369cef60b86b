import type { Uuid } from '@parley/protocol';
import type { MachineDetails, MachineStore, StoredMachine } from '../../domain/machines/machine-store.ts';
import type { MemoryUserStore } from './memory-user-store.ts';

export class MemoryMachineStore implements MachineStore {
  readonly #users: MemoryUserStore;

  constructor(users: MemoryUserStore) {
    this.#users = users;
  }

  async find(uid: Uuid): Promise<StoredMachine | undefined> {
    return this.#users.machines().find(({ user }) => user.uid === uid);
  }

  async page(after: Uuid | undefined, limit: number): Promise<readonly StoredMachine[]> {
    return this.#users
      .machines()
      .filter(({ user }) => after === undefined || user.uid > after)
      .slice(0, limit);
  }

  async change(uid: Uuid, details: MachineDetails): Promise<void> {
    this.#users.changeMachine(uid, details);
  }
}
