import { expect, test, vi } from 'vitest';
import { beginRemoval } from '../../src/domain/users/removal/begin-removal.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { report } from '../contract/moderation/report-contract.ts';

async function start() {
  const backend = await startTestBackend();
  await backend.registerAdmin();
  return backend;
}

test('removals that always fail keep no other one waiting', async () => {
  const backend = await start();
  const { keys, users } = backend.stores;
  const people: TestUser[] = [];
  for (let i = 0; i < 11; i++) people.push(await backend.register());
  const last = people.at(-1)?.uid;
  const eraseVault = keys.eraseVault.bind(keys);
  keys.eraseVault = (uid) => (uid === last ? eraseVault(uid) : Promise.reject(new Error('the disk is full')));
  for (const { uid } of people) await beginRemoval(backend.context, uid);
  for (let i = 0; i < 2; i++) await backend.pass(61_000);
  expect(await users.unfinishedDeletions(20)).toHaveLength(10);
  expect(await users.unfinishedDeletions(20)).not.toContain(last);
  keys.eraseVault = eraseVault;
  for (let i = 0; i < 3; i++) await backend.pass(61_000);
  expect(await users.unfinishedDeletions(20)).toEqual([]);
});

test('a removal that takes long holds up nothing else', async () => {
  const backend = await start();
  const { keys, reports } = backend.stores;
  const { uid } = await backend.register();
  const slow = Promise.withResolvers<undefined>();
  keys.eraseVault = async () => {
    await slow.promise;
  };
  await beginRemoval(backend.context, uid);
  const old = report({ time: 0 });
  await reports.add(old, { ofReporter: 1, ofMessage: 1, inAll: 1 });
  const passing = backend.pass(61_000);
  await vi.waitFor(async () => expect(await reports.find(old.id)).toHaveProperty('end'));
  slow.resolve(undefined);
  await passing;
});
