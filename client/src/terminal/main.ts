/**
 * Chat in a terminal. Exit codes: 0 everything was sent, 1 something was not, 2 it could not start.
 * Without a terminal it reads lines from standard input, one after the other.
 */
import { createInterface } from 'node:readline';
import type { Uuid } from '@parley/protocol';
import type { ChatClient } from '../index.ts';
import { connect, type Connected } from './connect.ts';
import { readOptions, USAGE } from './options.ts';
import { keysLine } from './sealing-lines.ts';
import { readPassword } from './read-password.ts';
import { reasonOf } from './reason-of.ts';
import { TerminalChat } from './terminal-chat.ts';
import { until } from './until.ts';

/** How long to wait for the list at the start, and for what is unsent at the end, in ms. */
const PATIENCE_MS = 10_000;
/** How long to wait for the names and the texts in the list, in ms. */
const LIST_MS = 1_000;

async function start(): Promise<Connected> {
  const options = readOptions(process.argv.slice(2));
  return connect(options, options.password ?? (await readPassword()));
}

async function run({ client, session, seals }: Connected): Promise<void> {
  await greet(client);
  const keys = seals && keysLine((await session.keys())?.state.get() ?? { kind: 'unsupported' });
  if (typeof keys === 'string') console.log(keys);
  // Created only now: lines that arrive before the iteration begins would be lost.
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY,
  });
  const print = (line: string) => {
    if (process.stdin.isTTY) process.stdout.write('\r\u001b[K');
    console.log(line);
    if (process.stdin.isTTY) lines.prompt(true);
  };
  const stop = session.state.listen((state) => {
    if (state.kind !== 'ended') return;
    print(state.reason.message);
    lines.close();
  });
  await obey(lines, new TerminalChat(client, print), print);
  stop();
}

async function greet(client: ChatClient): Promise<void> {
  const synced = await until(client.synced, (value) => value, PATIENCE_MS);
  await until(client.people.users, (users) => namedIn(client).every((uid) => users.has(uid)), LIST_MS);
  await until(
    client.conversations,
    (rows = []) => rows.every(({ last }) => last?.unopened !== true),
    LIST_MS,
  );
  const { displayName, username } = client.me.get();
  console.log(`You are ${displayName} (${username}). /help lists what you can do.`);
  if (!synced) console.log('Offline. What you write is sent when the server is back.');
}

/** Whose names the list shows. */
function namedIn(client: ChatClient): Uuid[] {
  return (client.conversations.get() ?? []).flatMap(({ peer, last }) =>
    [peer ?? [], last?.sender ?? []].flat(),
  );
}

async function obey(
  lines: ReturnType<typeof createInterface>,
  chat: TerminalChat,
  print: (line: string) => void,
): Promise<void> {
  chat.list();
  if (process.stdin.isTTY) lines.prompt();
  for await (const line of lines) {
    try {
      if (!(await chat.handle(line))) return;
    } catch (error) {
      print(error instanceof Error ? error.message : String(error));
    }
    if (process.stdin.isTTY) lines.prompt();
  }
}

try {
  const connected = await start();
  await run(connected);
  const sent = await until(connected.client.unsent, (count) => count === 0, PATIENCE_MS);
  if (!sent)
    console.error(
      `${connected.client.unsent.get()} unsent. What was not refused is sent with the next start.`,
    );
  await connected.disconnect();
  process.exit(sent ? 0 : 1);
} catch (error) {
  console.error(reasonOf(error));
  if (error instanceof TypeError) console.error(USAGE);
  process.exit(2);
}
