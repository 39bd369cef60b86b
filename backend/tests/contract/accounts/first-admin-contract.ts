import { expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';
import { machine } from '../machines/machine-contract.ts';
import { account } from '../user-contract.ts';

/** In a database of its own. */
export function firstAdminContract(
  start: () => Promise<{ readonly stores: Stores; readonly other: Stores; end(): Promise<void> }>,
): void {
  test('there is an administrator as soon as one can log in, whoever else there is', async () => {
    const started = await start();
    const { users } = started.stores;
    expect(await users.hasAdmin()).toBe(false);
    await users.create(machine());
    await users.create(account());
    await users.create(account(undefined, { admin: true, removed: true }));
    expect(await started.other.users.hasAdmin()).toBe(false);
    await users.create(account(undefined, { admin: true }));
    expect(await started.other.users.hasAdmin()).toBe(true);
    await started.end();
  }, 120_000);
}
