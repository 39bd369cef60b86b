import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from './browser.ts';

test('one browser reads that another one was added once others speak of it', async () => {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username } = await first.register();
  const keys = await first.keys();
  const devices = () => keys.account.get()?.keyLog.devices.size;
  await new Browser(backend.httpUrl).login(username);
  expect(devices()).toBe(1);
  expect(await keys.readOwn()).toBe(true);
  expect(devices()).toBe(2);
});

test('what is read and brings nothing leaves the account as it is, so that nothing is believed anew', async () => {
  const backend = await startTestBackend();
  const browser = new Browser(backend.httpUrl);
  await browser.register();
  const keys = await browser.keys();
  const before = keys.account.get();
  expect(await keys.readOwn()).toBe(true);
  expect(keys.account.get()).toBe(before);
});
