import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface ReceivedHook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other end of outgoing webhooks. */
export interface HookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedHook[];
  /** What is answered from now on. */
  answer: { status: number; location?: string };
  /** Called with each request before it is answered. */
  heard: (hook: ReceivedHook) => Promise<void> | void;
}

/** Starts a server at this machine's own address that ends with the test. */
export async function startHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const hook = { headers: request.headers, body };
      received.push(hook);
      await receiver.heard(hook);
      const { status, location } = receiver.answer;
      response.writeHead(status, location === undefined ? {} : { location }).end('an answer');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const receiver: HookReceiver = {
    url: `http://127.0.0.1:${port}/`,
    received,
    answer: { status: 200 },
    heard: () => undefined,
  };
  return receiver;
}
