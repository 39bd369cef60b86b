import { expect, test, vi } from 'vitest';
import { FakeWorld } from '../../tests/fake-world.ts';
import { LockedOpener } from '../../tests/locked-opener.ts';
import { messageLine } from './message-line.ts';
import { readOptions } from './options.ts';
import { TerminalChat } from './terminal-chat.ts';

async function inTerminal() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const lines: string[] = [];
  const chat = new TerminalChat(client, (line) => lines.push(line));
  return { world, group, client, chat, lines };
}

test('what is typed goes to the chosen conversation, and its mark follows', async () => {
  const { world, group, chat, lines } = await inTerminal();
  await expect(chat.handle('hello')).rejects.toThrow('/to NAME');
  await chat.handle('/to Group');
  await chat.handle('hello there');
  await world.clock.advance(2_000);
  world.server.mark(group, { uid: world.alice.uid, delivered: 2, read: 2 });
  await world.clock.advance(10);
  expect(lines).toEqual([
    'Talking to Group.',
    '[you] hello there …',
    '[you] hello there ✓',
    '[you] hello there ✓✓ read',
  ]);
});

test('what is said elsewhere says where', async () => {
  const { world, group, lines } = await inTerminal();
  world.server.say(group, world.alice, 'psst');
  await world.clock.advance(1_000);
  expect(lines).toEqual(['[Group · User 2] psst']);
});

test('a plain message among encrypted ones of a machine says so', async () => {
  const { world, group, client, chat, lines } = await inTerminal();
  const simple = { protection: 'simple', leftOut: [], notOpened: new Map(), alarms: [] } as const;
  vi.spyOn(client.sealed, 'get').mockReturnValue(new Map([[group, simple]]));
  await chat.handle('/to Group');
  world.server.say(group, world.alice, 'psst');
  await world.clock.advance(1_000);
  expect(lines.at(-1)).toBe('[User 2] psst (not encrypted)');
});

test('/quit leaves, an unknown command helps', async () => {
  const { chat, lines } = await inTerminal();
  expect(await chat.handle('/dance')).toBe(true);
  expect(lines.join()).toContain('/quit');
  expect(await chat.handle(' /quit ')).toBe(false);
});

test('a message cannot command the terminal', () => {
  const message = {
    kind: 'message',
    id: 'id',
    sender: 'x',
    own: false,
    time: 0,
    content: { type: 'text', text: 'a\u001b[2Jb\u202ec' },
    unopened: false,
    deleted: false,
    earlier: [],
    reactions: [],
    pinned: false,
    status: 'sent',
    changing: false,
  } as const;
  expect(messageLine(message, new Map())).toBe('[x] a [2Jb c');
});

test('a terminal needs to know who is there', () => {
  expect(() => readOptions([])).toThrow('--user');
});

test('everything that comes at once after a conversation was chosen is printed', async () => {
  const { world, group, chat, lines } = await inTerminal();
  for (let n = 1; n <= 30; n++) world.server.say(group, world.alice, `before ${n}`);
  await world.clock.advance(2_000);
  await chat.handle('/to Group');
  await world.clock.advance(2_000);
  expect(lines.filter((line) => line.includes('] before ')).slice(-20)[0]).toContain('before 11');
  world.network.up = false;
  world.network.cut();
  for (let n = 1; n <= 50; n++) world.server.say(group, world.alice, `after ${n}`);
  world.network.up = true;
  await world.clock.advance(5_000);
  const after = lines.filter((line) => line.includes('] after '));
  expect(after).toEqual(Array.from({ length: 50 }, (_, index) => `[User 2] after ${index + 1}`));
});

test('a message waits for its text, and those after it with it, but not for ever', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const opener = new LockedOpener('nothing');
  const client = await world.start({ opener });
  const lines: string[] = [];
  const chat = new TerminalChat(client, (line) => lines.push(line), world.clock);
  await chat.handle('/to Group');
  lines.length = 0;
  world.server.say(group, world.alice, 'first');
  world.server.say(group, world.alice, 'second');
  await world.clock.advance(1_000);
  expect(lines).toEqual([]);
  await world.clock.advance(2_000);
  expect(lines).toEqual(['[User 2] (not opened yet)', '[User 2] (not opened yet)']);

  lines.length = 0;
  world.server.say(group, world.alice, 'third');
  await world.clock.advance(1_000);
  opener.giveKey();
  await world.clock.advance(100);
  expect(lines.toSorted()).toEqual(['[User 2] first', '[User 2] second', '[User 2] third']);
});
