import { describe, expect, test, vi } from 'vitest';
import { verifyAudit } from '../../src/domain/audit/verify-audit.ts';
import { openOperatorStores } from '../../src/store/sqlite/index.ts';
import { call } from '../../testing/call.ts';
import { firstUser, invitationIn, inviteOnce, register, resetOnce, urlOf } from './operator-contract.ts';
import { runTool } from './run-tool.ts';
import { serve } from './serving.ts';

// Real processes with a real disk, which others may keep busy.
vi.setConfig({ testTimeout: 60_000 });

describe('beside a running server with SQLite', () => {
  test('an invitation makes one account, no more', async () => {
    await inviteOnce(await serve());
  });

  test('a link sets a new password, once', async () => {
    await resetOnce(await serve());
  });

  test('an invitation can make an administrator', async () => {
    const serving = await serve();
    await firstUser(serving);

    const { said } = await runTool(serving, 'invite', '--admin');

    expect(await register(serving, 'second', invitationIn(said))).toMatchObject({
      body: { user: { admin: true } },
    });
  });

  test('the audit log stays one chain, whoever writes into it', async () => {
    const serving = await serve();
    await firstUser(serving);

    await Promise.all([
      ...Array.from({ length: 3 }, () => runTool(serving, 'invite')),
      ...Array.from({ length: 20 }, (_, n) => register(serving, `user_${n}`, 'none')),
      ...Array.from({ length: 20 }, () =>
        call(urlOf(serving), 'logout', {}, { headers: { origin: 'http://evil.test' } }),
      ),
    ]);
    const stores = await openOperatorStores(serving.env.DB_PATH ?? '');

    // The first invitation, the account, three invitations, and the ten refusals of one address that are noted.
    const { sound, brokenAt } = await verifyAudit(stores);
    expect(brokenAt).toBeUndefined();
    expect(sound).toBe(15);
    await stores.close();
  });

  test.each([
    ['nobody of that name', ['reset-password', '--user', 'nobody'], 1, 'There is no user nobody.'],
    ['no name', ['reset-password'], 2, 'Say for whom'],
  ])('%s is said', async (_, [tool = '', ...words], code, complaint) => {
    expect(await runTool(await serve(), tool, ...words)).toMatchObject({
      code,
      said: expect.stringContaining(complaint) as string,
    });
  });

  test('a closed server invites nobody', async () => {
    const serving = await serve({ REGISTRATION: 'closed' });
    await firstUser(serving);

    expect(await runTool(serving, 'invite')).toMatchObject({
      code: 1,
      said: expect.stringContaining('REGISTRATION is closed') as string,
    });
  });
});

test('without a database there is nothing to invite to', async () => {
  const env = { DB_PATH: '/nonexistent/parley.db' };

  expect(await runTool({ env }, 'invite')).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no /nonexistent/parley.db') as string,
  });
});
