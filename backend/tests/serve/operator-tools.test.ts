import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { auditChain } from '../../src/domain/audit/audit-chain.ts';
import { KnownHeads } from '../../src/domain/audit/known-heads.ts';
import { verifyAudit } from '../../src/domain/audit/verify-audit.ts';
import { auditKeys } from '../../src/security/audit/audit-keys.ts';
import { openOperatorStores } from '../../src/store/sqlite/index.ts';
import { call } from '../../testing/call.ts';
import {
  deactivateOnce,
  firstUser,
  invitationIn,
  inviteOnce,
  machineOnce,
  manageOnce,
  register,
  resetOnce,
  urlOf,
} from './operator-contract.ts';
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

  test('a person who left is logged out everywhere', async () => {
    await deactivateOnce(await serve());
  });

  test('roles are changed, somebody is logged out, and an account is removed', async () => {
    await manageOnce(await serve());
  });

  test('a machine gets a token, and is suspended, resumed and cut off', async () => {
    await machineOnce(await serve());
  });

  test('an invitation can make an administrator', async () => {
    const serving = await serve();
    await firstUser(serving);

    const { said } = await runTool(serving, 'invite', '--admin');

    expect(await register(serving, 'second', invitationIn(said))).toMatchObject({
      body: { user: { admin: true } },
    });
  });

  test('a backup and a restore take the file as a word of its own', async () => {
    const serving = await serve();
    const user = await firstUser(serving);
    const copy = join(serving.folder, 'monday.db');
    const env = { ...serving.env, DB_PATH: join(serving.folder, 'restored.db') };

    expect(await runTool(serving, 'backup', copy)).toMatchObject({ code: 0 });
    expect(await runTool({ env }, 'restore', copy)).toMatchObject({ code: 0 });

    const restored = await openOperatorStores(env.DB_PATH);
    expect((await restored.users.byUsername('first'))?.user.uid).toBe(user.uid);
    await restored.close();
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

    // The first invitation, the settings, the account with its room, three invitations, and the ten refusals of one address that
    // are noted.
    const signer = auditKeys([readFileSync(join(serving.folder, 'audit-key'), 'utf8')]);
    const verdict = await verifyAudit(stores.audit, signer, new KnownHeads());
    expect(verdict.problem).toBeUndefined();
    expect(verdict.sound).toBe(17);
    await stores.close();
  });

  test('the audit log is verified, and a record that somebody changed is found', async () => {
    const serving = await serve();
    const verify = () => runTool(serving, 'verify-audit');

    expect(await verify()).toMatchObject({
      code: 0,
      said: expect.stringContaining(
        'All 2 records of the audit log are intact and signed by this server.',
      ) as string,
    });
    const database = new DatabaseSync(serving.env.DB_PATH ?? '');
    database.exec("UPDATE audit SET kind = 'login' WHERE seq = 2");
    database.close();
    expect(await verify()).toMatchObject({
      code: 1,
      said: expect.stringContaining('Record 2 of the audit log was changed,') as string,
    });
  });

  test('33. the audit log shows what was cut off, written anew or emptied', async () => {
    const log = (folder: string) => join(folder, 'security.log');
    const serving = await serve();
    const env = { ...serving.env, SECURITY_LOG_FILE: log(serving.folder) };
    const verify = async () => (await runTool({ env }, 'verify-audit')).said;
    expect(await verify()).toContain('security.log is missing or empty');
    for (let i = 0; i < 3; i++) await runTool({ env }, 'invite');
    expect(statSync(join(serving.folder, 'audit-key')).mode & 0o777).toBe(0o600);
    expect(await verify()).toContain('They agree with the 3 records in');
    const database = new DatabaseSync(serving.env.DB_PATH ?? '');
    const rows = 'CREATE TEMP TABLE kept AS SELECT * FROM audit';
    const back = 'DELETE FROM audit; INSERT INTO audit SELECT * FROM kept';
    database.exec(rows);

    database.exec('DELETE FROM audit WHERE seq > 3');
    expect(await verify()).toContain(
      'Records 4 to 5 of the audit log are in SECURITY_LOG_FILE and not in the',
    );
    renameSync(log(serving.folder), `${log(serving.folder)}.1`);
    expect(await verify()).toContain('Records 4 to 5');
    database.exec('DELETE FROM audit');
    expect(await verify()).toContain('Records 3 to 5');
    expect((await runTool(serving, 'verify-audit')).said).toContain('The audit log is empty.');

    database.exec(back);
    const { chain } = database.prepare('SELECT chain FROM audit WHERE seq = 4').get() as { chain: string };
    const time = 1;
    const made = auditChain(chain, 5, { kind: 'logout', time });
    database
      .prepare(
        "UPDATE audit SET kind = 'logout', time = ?, uid = NULL, address = NULL, details = NULL, chain = ? WHERE seq = 5",
      )
      .run(time, made);
    database.close();
    expect((await runTool(serving, 'verify-audit')).said).toContain(
      'Record 5 of the audit log was not signed by this',
    );
  });

  test('settings that changed are in the audit log, those that did not are there once', async () => {
    const serving = await serve();
    await serving.stop();
    await (await serve(serving.env)).stop();
    await serve({ ...serving.env, REGISTRATION: 'open' });
    const stores = await openOperatorStores(serving.env.DB_PATH ?? '');

    const records = (await stores.audit.after(0, 100)).filter(({ kind }) => kind === 'settings_changed');

    expect(records.map(({ details }) => details?.registration)).toEqual(['invite', 'open']);
    await stores.close();
  });

  test.each([
    ['nobody of that name', ['reset-password', '--user', 'nobody'], 1, 'There is no user nobody.'],
    ['no name', ['reset-password'], 2, 'Say whose password'],
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
      said: expect.stringContaining('Registration is closed') as string,
    });
  });
});

test.each([
  ['an option that there is not', ['invite', '--bogus']],
  ['a word that means nothing', ['invite', 'foo']],
  ['nobody to deactivate', ['users', 'deactivate']],
  ['something that is not done with accounts', ['users', 'delete', 'alice']],
  ['one word too many', ['backup', 'a.db', 'b.db']],
  ['two names of one file', ['restore', 'a.db', '--from', 'b.db']],
  ['an option without its value', ['reset-password', '--user']],
  ['nothing to copy to', ['backup', '--bogus']],
  ['nothing to restore from', ['restore', '--bogus']],
  ['nowhere to move to', ['migrate-mongo', '--bogus']],
  ['an option of what has none', ['verify-audit', '--bogus']],
])('%s ends a tool with how it is used', async (_, [tool = '', ...words]) => {
  const { code, said } = await runTool({ env: {} }, tool, ...words);

  expect(code).toBe(2);
  expect(said).toContain(`npm run ${tool.replace('migrate-', 'migrate:')}`);
  expect(said).not.toContain(' at ');
});

test('an address that cannot be understood is said, without its password', async () => {
  const words = ['--from', 'mongodb://u:p%zz@host/x', '--to', '/nonexistent/parley.db'];

  expect(await runTool({ env: {} }, 'migrate-mongo', ...words)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^mongodb:\/\/host\/x: /) as string,
  });
});

test('without a database there is nothing to invite to', async () => {
  const env = { DB_PATH: '/nonexistent/parley.db' };

  expect(await runTool({ env }, 'invite')).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no /nonexistent/parley.db') as string,
  });
});
