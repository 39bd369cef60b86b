import { ParleyError } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { newCredential } from '../../testing/register-user.ts';
import { addDemoUsers, refuseDemoUsers } from './demo-users.ts';
import { createMemoryStores } from '../store/memory/index.ts';

test('production refuses a database in which a demo user still has the password that everyone knows', async () => {
  const { users } = createMemoryStores();
  await expect(refuseDemoUsers({ users })).resolves.toBeUndefined();
  await addDemoUsers({ users, clock: () => 0 });

  for (const name of ['satya', 'alice', 'bob']) {
    await expect(refuseDemoUsers({ users })).rejects.toThrow(`${name} has the password 1234`);
    const account = await users.byUsername(name);
    await users.setCredential(account?.user.uid ?? '', newCredential().credential);
  }

  await expect(refuseDemoUsers({ users })).resolves.toBeUndefined();
});

test('a database that somebody is in gets no demo users', async () => {
  const { users } = createMemoryStores();
  const user = { uid: 'u', username: 'first', displayName: 'F', about: '', admin: true, removed: false };
  await users.create({ user, credential: newCredential().credential, createdAt: 0 });

  await addDemoUsers({ users, clock: () => 0 });

  expect(await users.count()).toBe(1);
});

test('a server starts while another one adds the same demo users', async () => {
  const { users } = createMemoryStores();
  await Promise.all([addDemoUsers({ users, clock: () => 0 }), addDemoUsers({ users, clock: () => 0 })]);
  expect(await users.count()).toBe(3);

  const empty = createMemoryStores().users;
  for (const code of ['E_USERNAME_TAKEN', 'E_BAD_REQUEST'] as const) {
    vi.spyOn(empty, 'create').mockRejectedValue(new ParleyError(code));
    await expect(addDemoUsers({ users: empty, clock: () => 0 })).resolves.toBeUndefined();
  }
  vi.spyOn(empty, 'create').mockRejectedValue(new ParleyError('E_INTERNAL'));
  await expect(addDemoUsers({ users: empty, clock: () => 0 })).rejects.toThrow(ParleyError);
});
