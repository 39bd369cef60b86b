import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD } from './browser.ts';

const NEXT = 'a second battery horse';

test('"lost or stolen" goes through where the lost device was faster with the vault, and takes its change along', async () => {
  const backend = await startTestBackend();
  const { httpUrl } = backend;
  const [kept, lost] = [new Browser(httpUrl), new Browser(httpUrl)];
  const { username, uid } = await kept.register();
  await lost.login(username);
  const { written } = await (await lost.keys()).recovery.make();

  await (await kept.keys()).lostOrStolen(await kept.session.prove(PASSWORD), []);

  const last = (await kept.keyLog(uid)).at(-1);
  expect(last).toMatchObject({ kind: 'identityChanged', revoked: [await deviceOf(lost)] });
  expect((await kept.keys()).recovery.state()).toEqual({ kind: 'made' });
  expect(await kept.state()).toMatchObject({ kind: 'open' });

  await kept.session.resetPassword(username, await backend.resetLink(username), NEXT);
  const next = new Browser(httpUrl);
  await next.login(username, NEXT);
  expect(await (await next.keys()).unlock({ kind: 'recoveryKey', written })).toBe(true);
});

async function deviceOf(browser: Browser): Promise<string | undefined> {
  return (await browser.keys()).account.get()?.device;
}
