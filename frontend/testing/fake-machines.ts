import type { Machines } from '@parley/client';
import type { Machine, MachineToken, Uuid } from '@parley/protocol';

/** Machines of a server that answers at once. */
export class FakeMachines implements Machines {
  machines: Machine[] = [];
  readonly made: MachineToken[] = [];

  async page() {
    return { machines: this.machines, users: [] };
  }

  async create({ username, displayName, ...settings }: Parameters<Machines['create']>[0]): Promise<Machine> {
    const names = { username, displayName, about: '', admin: false, removed: false };
    const user = { uid: crypto.randomUUID(), ...names, kind: 'machine' as const };
    const machine = { user, ...settings, createdAt: Date.now() };
    this.machines = [...this.machines, machine];
    return machine;
  }

  async change(uid: Uuid, settings: Parameters<Machines['change']>[1]): Promise<Machine> {
    const found = this.machines.find(({ user }) => user.uid === uid);
    if (found === undefined) throw new Error('there is no such machine');
    const changed = { ...found, ...settings };
    this.machines = this.machines.map((machine) => (machine === found ? changed : machine));
    return changed;
  }

  async suspend(uid: Uuid): Promise<void> {
    this.#setRemoved(uid, true);
  }

  async resume(uid: Uuid): Promise<void> {
    this.#setRemoved(uid, false);
  }

  async tokens(): Promise<readonly MachineToken[]> {
    return [...this.made];
  }

  async createToken(_uid: Uuid, wanted: Parameters<Machines['createToken']>[1]) {
    const token = { id: crypto.randomUUID(), createdAt: Date.now(), ...wanted };
    this.made.push(token);
    return { token, secret: `secret of ${token.name}` };
  }

  async revokeToken(_uid: Uuid, token: Uuid): Promise<void> {
    this.made.splice(
      this.made.findIndex(({ id }) => id === token),
      1,
    );
  }

  #setRemoved(uid: Uuid, removed: boolean): void {
    this.machines = this.machines.map((machine) =>
      machine.user.uid === uid ? { ...machine, user: { ...machine.user, removed } } : machine,
    );
  }
}
