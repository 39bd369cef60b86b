import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD } from './browser.ts';
import { spoilVault } from './spoil-vault.ts';

const NEXT = 'a second battery horse';

test('"lost or stolen" goes through where the thief was faster with the vault, and takes no recovery key of theirs along', async () => {
  const backend = await startTestBackend();
  const { httpUrl } = backend;
  const [kept, lost] = [new Browser(httpUrl), new Browser(httpUrl)];
  const { username, uid } = await kept.register();
  await lost.login(username);
  const { written } = await (await lost.keys()).recovery.make();

  await (await kept.keys()).lostOrStolen(await kept.session.prove(PASSWORD), []);

  const last = (await kept.keyLog(uid)).at(-1);
  expect(last).toMatchObject({ kind: 'identityChanged', revoked: [await deviceOf(lost)] });
  expect((await kept.keys()).recovery.state()).toEqual({ kind: 'none' });
  expect(await kept.state()).toMatchObject({ kind: 'open' });

  await kept.session.resetPassword(username, await backend.resetLink(username), NEXT);
  const next = new Browser(httpUrl);
  await next.login(username, NEXT);
  expect(await (await next.keys()).unlock({ kind: 'recoveryKey', written })).toBe(false);
});

test('"lost or stolen" goes through where the thief has spoilt the vault, which a session alone can do', async () => {
  const { httpUrl } = await startTestBackend();
  const [kept, lost] = [new Browser(httpUrl), new Browser(httpUrl)];
  const { username, uid } = await kept.register();
  await lost.login(username);
  const stolen = await lost.device();
  await spoilVault(lost);

  await (await kept.keys()).lostOrStolen(await kept.session.prove(PASSWORD), []);

  expect((await kept.keyLog(uid)).at(-1)).toMatchObject({ kind: 'identityChanged', revoked: [stolen] });
  const next = new Browser(httpUrl);
  await next.login(username);
  await next.device();
});

test('whom a thief keeps throwing out gets in again by the operator’s link, which ends the thief’s session', async () => {
  const backend = await startTestBackend();
  const { httpUrl } = backend;
  const [owner, thief] = [new Browser(httpUrl), new Browser(httpUrl)];
  const { username, uid } = await owner.register();
  await thief.login(username);
  await (await thief.keys()).revoke(await owner.device());
  await expect(owner.session.sessions()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });

  const next = new Browser(httpUrl);
  await next.session.resetPassword(username, await backend.resetLink(username), NEXT);
  await expect(thief.session.sessions()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  await next.login(username, NEXT);
  const keys = await next.keys();
  expect(await keys.unlock({ kind: 'lastPassword', password: PASSWORD })).toBe(true);
  await keys.lostOrStolen(await next.session.prove(NEXT), []);
  expect((await next.keyLog(uid)).at(-1)).toMatchObject({ kind: 'identityChanged' });
});

async function deviceOf(browser: Browser): Promise<string | undefined> {
  return (await browser.keys()).account.get()?.device;
}
