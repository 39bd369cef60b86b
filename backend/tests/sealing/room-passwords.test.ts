import { ROUTES, type ConversationState } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser } from './sealed-browser.ts';

const PASSWORD = 'Caf\u00e9 au lait';

/** A room with a password, and two who want to join it. */
async function lockedRoom() {
  const backend = await startTestBackend();
  const [owner, bob, eve] = await Promise.all([1, 2, 3].map(() => SealedBrowser.register(backend)));
  if (owner === undefined || bob === undefined || eve === undefined) throw new Error('nobody is there');
  const rooms = await owner.chat.rooms();
  const room = await rooms.create('Harbour', PASSWORD);
  const joins = async ({ chat }: SealedBrowser, password?: string) =>
    (await chat.rooms()).join(room, password);
  const role = ({ chat }: SealedBrowser) => chat.conversations.get()?.find(({ id }) => id === room)?.role;
  return { backend, owner, bob, eve, rooms, room, joins, role };
}

test('a client joins by the password, however it is composed, and by no other', async () => {
  const { owner, bob, eve, room, joins, role } = await lockedRoom();
  expect(role(owner)).toBe('owner');
  await expect(joins(bob)).rejects.toMatchObject({ code: 'E_ROOM_LOCKED' });
  await expect(joins(bob, 'Cafe au lait')).rejects.toMatchObject({ code: 'E_ROOM_PASSWORD' });
  expect(await (await bob.chat.rooms()).room(room)).toMatchObject({ locked: true, joined: false });
  await joins(bob, PASSWORD.normalize('NFD'));
  expect(role(bob)).toBe('member');
  await joins(bob, PASSWORD);
  await expect(joins(eve, '')).rejects.toMatchObject({ code: 'E_ROOM_PASSWORD' });
});

test('a password that is changed while somebody joins opens nothing, and the new one does', async () => {
  const { bob, rooms, room, joins, role } = await lockedRoom();
  bob.losesNext('/joins', async () => {
    await rooms.changePassword(room, 'another one');
  });
  await expect(joins(bob, PASSWORD)).rejects.toMatchObject({ code: 'E_ROOM_PASSWORD' });
  expect(role(bob)).toBeUndefined();
  bob.losesNext('/joins', () => Promise.resolve());
  await joins(bob, 'another one');
  expect(role(bob)).toBe('member');
});

test('a password that is taken away while somebody joins is not needed; who is in stays', async () => {
  const { backend, owner, bob, eve, rooms, room, joins, role } = await lockedRoom();
  await joins(eve, PASSWORD);
  const state = async () => backend.context.conversations.state(room);
  const before: ConversationState | undefined = await state();
  expect(before?.lock).toBeDefined();
  bob.losesNext('/challenge', async () => {
    await rooms.changePassword(room, undefined);
  });
  await joins(bob, PASSWORD);
  expect([role(owner), role(bob), role(eve)]).toEqual(['owner', 'member', 'member']);
  expect(await state()).not.toHaveProperty('lock');
  const lock = await rooms.changePassword(room, PASSWORD);
  expect(await state()).toMatchObject({ memberCount: 3, lock });
});

test('creating a locked room again after a lost answer makes one room', async () => {
  const { owner, rooms } = await lockedRoom();
  owner.losesNext(ROUTES.createRoom.path, () => Promise.resolve());
  const room = await rooms.create('Garden', PASSWORD);
  const { rooms: found } = await rooms.find('Garden');
  expect(found).toMatchObject([{ conversation: room, locked: true, joined: true }]);
});
