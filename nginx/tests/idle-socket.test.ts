import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Certificates } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { startStack } from './stack.ts';
import { upgrade } from './upgrade.ts';

/** nginx cuts a silent connection after 60 s unless told otherwise, and only time shows it. */
const longerThanDefaultMs = 63_000;

test.concurrent.each(['dev', 'prod'] as const)(
  'a socket on which nobody speaks outlives the default timeouts, %s',
  { timeout: 2 * longerThanDefaultMs },
  async (environment) => {
    const certificates = new Certificates();
    const stack = await startStack(environment, certificates);
    const server = await echoServer(stack.chatPort);
    const socket = await upgrade(stack.front, certificates);

    await setTimeout(longerThanDefaultMs);

    expect(await socket.say('still here')).toBe('still here');
    socket.close();
    server.close();
    await stack.stop();
  },
);
