import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates } from '../../nginx/tests/certificates.ts';
import { startServer } from '../../nginx/tests/real-server.ts';
import { startStack } from '../../nginx/tests/stack.ts';
import { RecordingProxy } from '../../tools/blind/recording-proxy.ts';
import { freePort } from '../../tools/test/free-port.ts';
import { Watch } from '../blind/watch.ts';
import { Complaints } from './complaints.ts';
import { test as base, expect } from './test.ts';
import { Visitor } from './visitor.ts';

const WEB_ROOT = join(import.meta.dirname, '../../frontend/dist/browser');

/** Behind both proxies of production, by https. What the server behind them gets is watched. */
const test = base
  .extend('certificates', () => new Certificates())
  .extend('stack', async ({ certificates }, { onCleanup }) => {
    const stack = await startStack('prod', certificates, { WEB_ROOT });
    onCleanup(() => stack.stop());
    return stack;
  })
  .extend('origin', async ({ certificates, stack }, { onCleanup }) => {
    const [httpPort, chatPort] = [await freePort(), await freePort()];
    const [toHttp, toChat] = [new RecordingProxy(httpPort), new RecordingProxy(chatPort)];
    await toHttp.listen(Number(stack.httpPort));
    await toChat.listen(Number(stack.chatPort));
    const folder = await mkdtemp(join(tmpdir(), 'parley-proxied-'));
    const server = { ...stack, httpPort: `${httpPort}`, chatPort: `${chatPort}` };
    await startServer(server, certificates, { REGISTRATION: 'open', DB_PATH: join(folder, 'parley.db') });
    onCleanup(async () => {
      const watch = new Watch([toHttp, toChat]);
      await watch.lookAt(folder);
      for (const way of [toHttp, toChat]) way.close();
      await rm(folder, { recursive: true, force: true });
      watch.check();
    });
    return stack.front;
  });

test('one registers and talks through nginx and https', async ({ firefox, origin }) => {
  const complaints = new Complaints();
  const context = await firefox.createBrowserContext();
  const satya = await Visitor.open(context, origin, complaints);
  await satya.register('firefox', 'Firefox');
  await satya.talkTo('Alice');
  await satya.say('Hello through the proxy');
  await expect.poll(() => satya.words('Hello through the proxy')).toContain('Sent');
  await Visitor.leave(context);
  expect(await complaints.heard()).toEqual([]);
});
