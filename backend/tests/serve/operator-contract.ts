import { expect } from 'vitest';
import { call, type HttpAnswer } from '../../testing/call.ts';
import { connectClient } from '../../testing/connect-client.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { newCredential, type TestUser } from '../../testing/register-user.ts';
import { newAccountWithKeys, registerWithKeys } from '../../testing/register-with-keys.ts';
import { runTool } from './run-tool.ts';
import type { Serving } from './serving.ts';

export const urlOf = ({ port }: Serving) => `http://localhost:${port}`;
export const invitationIn = (text: string) => /invitation=([\w-]+)/.exec(text)?.[1] ?? 'none';

/** The administrator, who came by the link of the first start. */
export function firstUser(serving: Serving): Promise<TestUser> {
  return registerWithKeys(urlOf(serving), { username: 'first', invitation: invitationIn(serving.told) });
}

export function register(serving: Serving, username: string, invitation: string): Promise<HttpAnswer> {
  return call(urlOf(serving), 'register', newAccountWithKeys({ username, invitation }).request);
}

/** An invitation makes one account, no more. */
export async function inviteOnce(serving: Serving): Promise<void> {
  await firstUser(serving);

  const { code, said } = await runTool(serving, 'invite');
  const invitation = invitationIn(said);

  expect(code).toBe(0);
  expect(said).toContain(`${urlOf(serving)}/register#invitation=`);
  expect(await register(serving, 'second', invitation)).toMatchObject({
    status: 200,
    body: { user: { admin: false } },
  });
  expect(await register(serving, 'third', invitation)).toMatchObject({
    status: 403,
    body: { code: 'E_INVITATION_INVALID' },
  });
}

/** A link sets a new password, once. */
export async function resetOnce(serving: Serving): Promise<void> {
  const user = await firstUser(serving);

  const { said } = await runTool(serving, 'reset-password', '--user', user.username);
  const link = new URL(/http\S+/.exec(said)?.[0] ?? '');
  const secret = new URLSearchParams(link.hash.slice(1)).get('secret') ?? '';
  const { credential } = newCredential();
  const reset = () => call(urlOf(serving), 'resetPassword', { username: user.username, secret, credential });

  expect(link.href).toBe(`${urlOf(serving)}/reset#user=first&secret=${secret}`);
  expect(await reset()).toMatchObject({ status: 200 });
  expect(await reset()).toMatchObject({ status: 403, body: { code: 'E_INVITATION_INVALID' } });
  expect(await call(urlOf(serving), 'session', {}, { token: user.token })).toMatchObject({ status: 401 });
}

/** Somebody who left is logged out without asking anything, and the last administrator stays. */
export async function deactivateOnce(serving: Serving): Promise<void> {
  const admin = await firstUser(serving);
  const { said } = await runTool(serving, 'invite');
  const second = await registerWithKeys(urlOf(serving), {
    username: 'second',
    invitation: invitationIn(said),
  });
  const seconds = await connectClient(urlOf(serving), second.token);

  const deactivated = await runTool(serving, 'users', 'deactivate', 'Second');
  await seconds.closed();

  expect(deactivated).toEqual({
    code: 0,
    said: 'second is logged out everywhere and cannot log in. Their messages stay.\n',
  });
  expect(
    await logIn(urlOf(serving), second, await proofOf(urlOf(serving), second, ownOrigin(serving))),
  ).toMatchObject({
    status: 403,
    body: { code: 'E_ACCOUNT_DEACTIVATED' },
  });
  expect(await runTool(serving, 'users', 'deactivate', admin.username)).toMatchObject({
    code: 1,
    said: expect.stringContaining('first is the last administrator.') as string,
  });
  const list = await runTool(serving, 'users', 'list');
  expect(list.said).toMatch(/^first +administrator .*\nsecond +deactivated +last seen /);
  expect(await runTool(serving, 'users', 'activate', 'second')).toMatchObject({ code: 0 });
  expect(
    await logIn(urlOf(serving), second, await proofOf(urlOf(serving), second, ownOrigin(serving))),
  ).toMatchObject({
    status: 200,
  });
}

/** Roles, sessions and removals from the command line, beside a running server. */
export async function manageOnce(serving: Serving): Promise<void> {
  const admin = await firstUser(serving);
  const { said } = await runTool(serving, 'invite');
  const username = 'second';
  const second = await registerWithKeys(urlOf(serving), { username, invitation: invitationIn(said) });
  const users = (...words: readonly string[]) => runTool(serving, 'users', ...words);
  const client = await connectClient(urlOf(serving), second.token);

  expect(await users('demote', 'first')).toMatchObject({
    code: 1,
    said: expect.stringContaining('first is the last administrator.') as string,
  });
  expect(await users('promote', 'second')).toEqual({ code: 0, said: 'second is an administrator.\n' });
  expect(await users('demote', 'First')).toMatchObject({ code: 0 });
  expect(await users('promote', admin.username)).toMatchObject({ code: 0 });
  expect(await users('logout', 'second')).toMatchObject({ code: 0 });
  await client.closed();
  expect((await users('reset', 'second')).said).toContain(`${urlOf(serving)}/reset#user=second&secret=`);

  expect(await users('remove', 'second')).toMatchObject({ code: 2 });
  expect(await users('remove', 'second', '--yes')).toMatchObject({ code: 0 });
  expect((await users('list')).said).toMatch(/^first +administrator [^\n]*\n$/);
  expect(await users('remove', 'second', '--yes')).toEqual({ code: 1, said: 'There is no user second.\n' });
  const people = () =>
    call(urlOf(serving), 'peopleByUid', { uids: second.uid }, { token: admin.token }).then(
      ({ body }) => body,
    );
  expect(await people()).toMatchObject({ people: [{ user: { displayName: 'Deleted account' } }] });
}

const ownOrigin = (serving: Serving) => ({ origin: urlOf(serving) });

/** A machine gets a token from the command line, which is refused while it is suspended. */
export async function machineOnce(serving: Serving): Promise<void> {
  await firstUser(serving);
  const { code, said } = await runTool(
    serving,
    'machine',
    '--name',
    'deploy',
    '--purpose',
    'says what is new',
  );
  const token = said.trim().split('\n').at(-1) ?? '';
  const status = async () => (await call(urlOf(serving), 'session', {}, { token })).status;
  expect(code).toBe(0);
  expect(await status()).toBe(200);
  await runTool(serving, 'machine', 'suspend', 'deploy');
  expect(await status()).toBe(401);
  await runTool(serving, 'machine', 'resume', 'deploy');
  expect(await status()).toBe(200);

  const listed = await runTool(serving, 'machine', 'list');
  const id = /[0-9a-f-]{36}/.exec(listed.said)?.[0] ?? '';
  expect(listed.said).toMatch(/^deploy +says what is new$/m);
  expect(listed.said).not.toContain(token);
  expect(await runTool(serving, 'machine', 'revoke', 'deploy', id)).toMatchObject({ code: 0 });
  expect(await status()).toBe(401);
  expect(await runTool(serving, 'users', 'deactivate', 'deploy')).toMatchObject({ code: 1 });
}
