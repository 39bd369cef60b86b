import type { Clock, ConnectionListener } from '@parley/client';
import { createBrowserTransport } from '@parley/client/server';
import { TIMING } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { privateText } from '../../testing/message.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** The connection of a page, and what it is told. */
function connectPage(backend: TestBackend, token: string) {
  const told: string[] = [];
  const events: unknown[] = [];
  const listener: ConnectionListener = {
    opened: () => told.push('opened'),
    refused: ({ code }) => told.push(`refused with ${code}`),
    closed: (reason) => told.push(`closed: ${reason}`),
    event: (name, payload) => events.push([name, payload]),
  };
  /** What it does when the server has said nothing for a time. */
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    now: () => 0,
    setTimeout: (run, ms) => {
      timers.set(run, ms);
      return () => timers.delete(run);
    },
  };
  const loadPolling = () => Promise.reject(new Error('no WebSocket'));
  const transport = createBrowserTransport({ url: backend.wsUrl, loadPolling, clock });
  const connection = transport.connect(() => token, listener);
  onTestFinished(() => connection.close());
  return { connection, told, events, timers };
}

test('a page asks, is answered and told, and leaves', async () => {
  const backend = await startTestBackend();
  const [satya, alice] = [await backend.register(), await backend.register()];
  const page = connectPage(backend, satya.token);
  await vi.waitFor(() => expect(page.told).toEqual(['opened']));

  const answers = await Promise.all([
    page.connection.request('command', { name: 'echo', text: 'one' }),
    page.connection.request('command', { name: 'echo', text: 'two – 二' }),
    page.connection.request('heads', {}),
  ]);
  expect(answers).toMatchObject([
    { success: true, response: { text: 'one' } },
    { success: true, response: { text: 'two – 二' } },
    { success: true, response: { more: false } },
  ]);

  const others = await backend.connect(alice);
  const sent = await others.get('privateMessage', privateText(alice, satya, 'hello'));
  await vi.waitFor(() => expect(page.events).toContainEqual(['response', sent]));

  page.connection.emit('typing', { conversation: sent.conversation });
  expect(await others.next('typing')).toMatchObject({ uid: satya.uid });

  page.connection.close();
  await backend.socketsGone(satya);
  expect(page.told).toEqual(['opened']);
});

test('a page is told why the server refuses it', async () => {
  const page = connectPage(await startTestBackend(), 'no token');
  await vi.waitFor(() => expect(page.told).toEqual(['refused with E_UNAUTHENTICATED']));
});

test('a page notices that the server ends, and that it falls silent', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const silent = connectPage(backend, user.token);
  const ended = connectPage(backend, user.token);
  for (const { told } of [silent, ended]) await vi.waitFor(() => expect(told).toEqual(['opened']));

  expect([...silent.timers.values()]).toEqual([TIMING.pingInterval + TIMING.pingTimeout]);
  for (const run of silent.timers.keys()) run();
  expect(silent.told).toEqual(['opened', 'closed: no ping came']);

  await backend.stop();
  await vi.waitFor(() => expect(ended.told).toEqual(['opened', expect.stringContaining('closed: ')]));
});
