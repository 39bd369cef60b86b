import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectBot, registerBot, type Bot } from '@parley/client/bot';
import { directConversation } from '@parley/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { installPackages } from '../../tools/packages/install-packages.ts';
import { startProgram } from '../../tools/test/start-program.ts';
import { startDevServer, type DevServer } from './dev-server.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
/** Every entry of both packages, as a project would import it. */
const USE = `
import { Entry, ROUTES, type Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { SELDOM_ROUTES } from '@parley/protocol/seldom-routes';
import { openApiOf } from '@parley/protocol/documents';
import * as index from '@parley/client';
import * as session from '@parley/client/session';
import * as chat from '@parley/client/chat';
import * as direct from '@parley/client/direct';
import * as keys from '@parley/client/keys';
import * as sealing from '@parley/client/sealing';
import * as writing from '@parley/client/writing';
import * as server from '@parley/client/server';
import * as spare from '@parley/client/spare';
import * as node from '@parley/client/node';
import type { CopyFiles } from '@parley/client/files';
import { connectBot, registerBot, type Bot } from '@parley/client/bot';

const uid: Uuid = '00000000-0000-8000-8000-000000000001';
const files: CopyFiles | undefined = undefined;
const later = (): Promise<Bot> => connectBot({ url: 'http://localhost', username: 'echo', password: '' });
const made = (): Promise<Uuid> => registerBot({ url: 'http://localhost', username: 'echo', password: '' });
const entries = [index, session, chat, direct, keys, sealing, writing, server, spare, node];
const { openapi } = openApiOf({ version: '1', publicUrl: 'http://localhost', cookieName: 'token' });
console.log(JSON.stringify({
  parses: Entry.safeParse({ conversation: uid }).success,
  routes: Object.keys(ROUTES).length > Object.keys(SELDOM_ROUTES).length,
  filled: entries.every((one) => Object.keys(one).length > 0),
  rest: [LIMITS.pins, openapi, typeof later, typeof made, files],
}));
`;

/** Without what came after Node.js 20. */
const AS_NODE_20 = ['--import', 'data:text/javascript,delete Promise.withResolvers; delete Map.groupBy'];

let folder: string;
let server: DevServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-empty-'));
  [server] = await Promise.all([startDevServer(), installPackages(folder)]);
}, 180_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

test('the packages pass a strict compiler in an empty project, and run there', async () => {
  await writeFile(join(folder, 'use.ts'), USE);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  // Their types are checked, too: \`skipLibCheck\` is off without a word.
  const options = ['--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--module', 'nodenext'];
  const checked = await run(process.execPath, [tsc, ...options, 'use.ts'], { cwd: folder }).catch(
    (error: unknown) => error as { readonly stdout: string },
  );
  expect(checked.stdout).toBe('');
  const { stdout } = await run(process.execPath, ['use.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    parses: false,
    routes: true,
    filled: true,
    rest: [50, '3.1.0', 'function', 'function', null],
  });
}, 120_000);

test('the bot of 20 lines repeats what it is told, in a sealed conversation and in a sealed group', async () => {
  await copyFile(join(root, 'examples/echo-bot.js'), join(folder, 'echo-bot.js'));
  const password = 'correct horse battery';
  await registerBot({ url: server.url, username: 'echo', password, displayName: 'Echo' });
  const bot = startProgram(process.execPath, [...AS_NODE_20, 'echo-bot.js'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PARLEY_URL: server.url,
      PARLEY_USERNAME: 'echo',
      PARLEY_PASSWORD: password,
    },
  });
  onTestFinished(async () => {
    bot.kill('SIGTERM');
    if (bot.exitCode === null) await once(bot, 'close');
  });
  await once(bot.stdout, 'data');
  const alice = await connectBot({ url: server.url, username: 'alice', password: '1234' });
  onTestFinished(() => alice.close());
  const [{ user } = expect.fail('nobody is called echo')] = await alice.chat.people.search('echo');
  expect(user.kind).toBe('machine');
  const conversations = [
    directConversation(alice.chat, user.uid),
    await alice.chat.groups.create('Echoes', [user.uid]),
  ];
  for (const conversation of conversations) {
    await alice.chat.send(conversation, { text: 'Hello' });
    expect(await heard(alice, conversation)).toBe('You said: Hello');
    expect(alice.chat.sealed.get().get(conversation)?.protection).toBe('sealed');
  }
}, 60_000);

/** What somebody else says there next. */
function heard({ chat }: Bot, conversation: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const stop = chat.onArrival((arrival) => {
      if (arrival.conversation !== conversation) return;
      stop();
      resolve(arrival.message.content?.text);
    });
  });
}
