import { setTimeout as pause } from 'node:timers/promises';
import type { GroupMessage } from '@parley/protocol';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { call } from '../../testing/call.ts';
import type { TestClient } from '../../testing/connect-client.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { startTestServer } from './start-test-server.ts';
import type { TestServer } from './test-server.ts';

const PEOPLE = 4;
const MESSAGES = 15;

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
}, 120_000);
afterAll(() => mongo.stop());

/** People in a group, on a server whose database can be cut off. */
interface Scene {
  readonly backend: TestBackend;
  readonly proxy: TcpProxy;
  /** The same database past the proxy. */
  readonly direct: Stores;
  readonly users: readonly TestUser[];
  readonly clients: readonly TestClient[];
  readonly conversation: string;
}

async function scene(): Promise<Scene> {
  const uri = newMongoDatabase(mongo.address);
  const proxy = await startTcpProxy(mongo.address);
  onTestFinished(() => proxy.close());
  const direct = await openMongoStores({ uri });
  onTestFinished(() => direct.close());
  const proxied = new URL(uri);
  proxied.port = `${proxy.port}`;
  proxied.searchParams.set('directConnection', 'true');
  const stores = await openMongoStores({ uri: proxied.href });
  const backend = await startTestBackend({ parts: { stores } });
  const users = await Promise.all(Array.from({ length: PEOPLE }, () => backend.register()));
  const clients = await Promise.all(users.map((user) => backend.connect(user)));
  const [owner, ...others] = users;
  if (owner === undefined) throw new Error('nobody came');
  return { backend, proxy, direct, users, clients, conversation: await createGroup(backend, owner, others) };
}

/** Sends the same message until it is acknowledged. Nothing but a busy store may be in the way. */
async function send(client: TestClient, message: GroupMessage): Promise<string> {
  for (;;) {
    const answer = await client.ask('groupMessage', message);
    if (answer.success) return `${answer.response.seq} ${message.id}`;
    expect(answer.error).toMatchObject({ code: 'E_STORE_BUSY', retryable: true });
    await pause(50);
  }
}

async function say(client: TestClient, conversation: string): Promise<string[]> {
  const acknowledged = [];
  for (let n = 1; n <= MESSAGES; n++) acknowledged.push(await send(client, groupText(conversation, `${n}`)));
  return acknowledged;
}

function heard(client: TestClient): readonly string[] {
  return client.received('response').map(({ seq, id }) => `${seq} ${id}`);
}

/** Lets all talk while something happens, and holds what they were told against what is stored. */
async function during(trouble: (scene: Scene) => Promise<void>): Promise<void> {
  const here = await scene();
  const { backend, clients, conversation, direct } = here;
  const talking = Promise.all(clients.map((client) => say(client, conversation)));
  await trouble(here);
  const answers = await talking;
  const acknowledged = answers.flat();

  const entries = await wholeLog(direct, conversation);
  const stored = entries.filter(({ body }) => body.kind === 'message').map(({ seq, id }) => `${seq} ${id}`);
  expect(stored.toSorted()).toEqual(acknowledged.toSorted());
  expect(new Set(acknowledged).size).toBe(PEOPLE * MESSAGES);
  // Everyone heard everything, over the connection that they had all the time.
  await expect
    .poll(async () => {
      await backend.pass(1_000);
      return clients.map((client, i) => new Set([...heard(client), ...(answers[i] ?? [])]).size);
    })
    .toEqual(clients.map(() => entries.length));
}

test('a database whose connections break again and again loses nothing and doubles nothing', () =>
  during(async ({ proxy }) => {
    for (let i = 0; i < 10; i++) {
      await pause(60);
      proxy.cut();
    }
  }));

test('a database that is started again under traffic loses nothing that was acknowledged', () =>
  during(async ({ proxy }) => {
    await pause(100);
    if (mongo.restart !== undefined) return mongo.restart();
    proxy.refuse();
    await pause(1_000);
    proxy.accept();
  }));

test('a database that is away: everyone is told soon that it passes, and it does', async () => {
  const { proxy, backend, clients, users, conversation, direct } = await scene();
  const [client] = clients;
  const [user] = users;
  if (client === undefined || user === undefined) throw new Error('nobody came');
  const message = groupText(conversation, 'patience');
  proxy.refuse();

  const began = performance.now();
  const [answer, session] = await Promise.all([
    client.ask('groupMessage', message),
    call(backend.httpUrl, 'session', {}, { token: user.token }),
  ]);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(answer).toMatchObject({ success: false, error: { code: 'E_STORE_BUSY', retryable: true } });
  expect(session).toMatchObject({ status: 503, body: { code: 'E_STORE_BUSY', retryable: true } });

  proxy.accept();
  await send(client, message);
  expect(client.socket.connected).toBe(true);
  const entries = await wholeLog(direct, conversation);
  expect(entries.filter(({ id }) => id === message.id)).toHaveLength(1);
});
