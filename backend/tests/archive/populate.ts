import { randomUUID } from 'node:crypto';
import {
  ANNOUNCEMENTS,
  CHAIN_START,
  KEY_LIMITS,
  type Body,
  type ConversationState,
  type Entry,
} from '@parley/protocol';
import { nobodysCredential } from '../../src/domain/passwords/nobodys-credential.ts';
import { systemRandom } from '../../src/domain/system-random.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, direct, group, message, NOW, someone, talk } from '../contract/commands.ts';
import { delivery, incomingHook, outgoingHook } from '../contract/machines/hook-contract.ts';
import { report } from '../contract/moderation/report-contract.ts';
import { entry, newKeys, passwordWrap, recoveryWrap } from '../contract/key-contract.ts';
import { emptyLog, keysOn, sealedCommand } from '../contract/sealed/sealed-commands.ts';
import { join, leave, orders, room } from '../contract/rooms/room-commands.ts';
import { newCredential } from '../../testing/register-user.ts';
import { announce } from '../contract/membership-contract.ts';
import { machine } from '../contract/machines/machine-contract.ts';
import { settingsAfter } from '../contract/settings-contract.ts';
import { account, invitation } from '../contract/user-contract.ts';

/** Fills a database with something of every kind. */
export async function populate(stores: Stores): Promise<void> {
  const [owner, friend, former] = [account(undefined, { colour: 2 }), account(), account()];
  const invited = invitation({ createdBy: owner.user.uid });
  await stores.invitations.create(invited);
  const removed = account();
  for (const each of [owner, friend, former, removed]) await stores.users.create(each);
  await stores.users.create(account(), { secretHash: invited.secretHash, now: NOW });
  await stores.users.beginDeletion(removed.user.uid, NOW, nobodysCredential(systemRandom));
  const [a, b, c] = [owner.user.uid, friend.user.uid, former.user.uid];
  await stores.users.seen(a, NOW);
  await stores.users.block(a, c);
  await populateKeys(stores);
  await populateLogs(stores, a, b, c);

  const device = { id: someone(), name: 'Firefox' };
  const session = { sid: someone(), uid: a, device, createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + 5 };
  await stores.sessions.create(session);
  await stores.commandValues.set('lunch', 'today', '"soup"');
  await stores.settings.replace(settingsAfter(0, { icon: { type: 'image/png', bytes: 'AAAA' } }));
  const robot = machine({ owner: a });
  await stores.users.create(robot);
  const grant = { kind: 'token', scopes: robot.machine.scopes } as const;
  await stores.sessions.create({ ...session, sid: someone(), uid: robot.user.uid, grant });
  await stores.sessions.setSuspended(robot.user.uid, true);
  for (const hook of [incomingHook(), outgoingHook()]) {
    await stores.hooks.create(hook);
    await stores.hooks.queue(delivery(hook.id), 10);
    await stores.hooks.note(hook.id, { kind: 'error', time: NOW, message: 'no_text' });
  }
  await populateReports(stores);
  await stores.resets.put({ uid: b, secretHash: randomUUID(), expiresAt: NOW + 5 });
  const [unused, used] = [invitation({ createdBy: a }), invitation({ admin: true })];
  for (const each of [unused, used]) await stores.invitations.create(each);
  await stores.users.create(account(), { secretHash: used.secretHash, now: NOW });
  for (let i = 0; i < 11; i++)
    await stores.audit.append({ kind: 'login', time: NOW + i, uid: a, details: { i: String(i) } });
  await stores.audit.append({ kind: 'logout', time: NOW + 12 }, { sign: ({ chain }) => `key.${chain}` });
}

/** Reports that are open, that muted somebody, and that ended without more. */
async function populateReports({ reports }: Stores): Promise<void> {
  const all = [report(), report(), report({ words: 'ä' })] as const;
  const most = { ofReporter: 9, ofMessage: 9, inAll: 9 };
  for (const one of all) await reports.add(one, most);
  const mutedUntil = NOW + 9;
  const notice = { time: NOW, kind: 'mute', words: '', until: mutedUntil } as const;
  const by = someone();
  await reports.end(all[1].id, { kind: 'mute', time: NOW, by, until: mutedUntil }, { mutedUntil, notice });
  await reports.end(all[2].id, { kind: 'dismiss', time: NOW, by }, {});
}

async function populateLogs(stores: Stores, a: string, b: string, c: string): Promise<void> {
  const rowers = await group(stores, a, { members: [b, c] });
  await talk(stores, rowers, a, 520);
  await append(stores, command(rowers, a, { kind: 'edit', target: 2 }, 'better'));
  await append(stores, command(rowers, a, { kind: 'deletion', target: 2 }));
  await append(stores, command(rowers, a, { kind: 'pinned', target: 3 }));
  await append(stores, command(rowers, c, { kind: 'left' }));
  await stores.conversations.moveMarks(b, 'read', [{ conversation: rowers, seq: 5 }]);
  await stores.conversations.setPreferences(b, rowers, { muted: true, archived: false, unread: true });

  const chat = await direct(stores, a, b);
  await append(stores, { ...message(chat, b), payload: { kind: 'sealed', bytes: 'AAECAw==' } });
  await populateSealed(stores, a, b);
  const seq = await announce(stores);
  await stores.conversations.moveMarks(a, 'delivered', [{ conversation: ANNOUNCEMENTS, seq }]);
}

/** Adds a room with a password and an admin, somebody who left, and a member who read something: what schema 3 could not hold. */
export async function populateRoom(stores: Stores): Promise<void> {
  const [a, b, c] = [someone(), someone(), someone()];
  const harbour = await room(stores, a, [b, c]);
  const name = { folded: 'harbour', conversation: harbour, id: randomUUID(), sender: a, time: NOW };
  await stores.roomNames.claim(name);
  await append(stores, command(harbour, a, { kind: 'roleChanged', member: b, role: 'admin' }));
  await leave(stores, harbour, c);
  const [d, e, f] = [someone(), someone(), someone()];
  for (const uid of [d, e]) await join(stores, harbour, uid);
  for (const member of [d, c, f, someone()]) await orders(stores, harbour, a, { kind: 'banned', member });
  await orders(stores, harbour, a, { kind: 'unbanned', member: f });
  await orders(stores, harbour, a, { kind: 'muted', member: e, seconds: 1 });
  await orders(stores, harbour, a, { kind: 'rulesChanged', rules: { slowMode: 5, onlyAdmins: false } });
  const { entry } = await orders(stores, harbour, a, { kind: 'locked' });
  const { credential } = newCredential();
  await stores.roomLocks.put({ conversation: harbour, id: entry.id, credential, time: NOW });
  await stores.conversations.append(message(harbour, e), NOW + 2_000);
  await talk(stores, harbour, b, 3);
  await stores.conversations.moveMarks(b, 'read', [{ conversation: harbour, seq: 6 }]);
}

/** A group with keys in two parts, a message under them, one that was deleted, and a member with a new key. */
async function populateSealed(stores: Stores, a: string, b: string): Promise<void> {
  const crowd = Array.from({ length: KEY_LIMITS.partRecipients }, someone);
  let state = await stores.conversations.state(await group(stores, a, { members: [b, ...crowd] }));
  const says = async (sender: string, body: (state: ConversationState) => Body) => {
    if (state === undefined) throw new Error('there is no group');
    ({ state } = await append(stores, sealedCommand(state, sender, body(state))));
  };
  await says(a, (at) => keysOn(at, { parts: 2 }));
  await says(a, (at) => keysOn(at, { epoch: 1, part: 2, parts: 2 }));
  for (let i = 0; i < 2; i++) await says(b, () => ({ kind: 'message', epoch: 1 }));
  await says(b, () => ({ kind: 'deletion', target: 4 }));
  await says(b, () => ({ kind: 'rekeyed', version: 2 }));
}

/** Keys as they travel, without their payload. */
export function keysElsewhere(): Entry {
  const { conversation, id, sender, body } = sealedCommand(
    emptyLog(someone()),
    someone(),
    keysOn({ roster: 1 }),
  );
  const payload = { kind: 'elsewhere', was: 'sealed', hash: CHAIN_START } as const;
  return { conversation, seq: 1, id, sender, time: NOW, count: 0, chain: CHAIN_START, body, payload };
}

async function populateKeys({ users, keys }: Stores): Promise<void> {
  for (let i = 0; i < 20; i++) await users.create(account(), undefined, newKeys());
  const [owner, first] = [account(), newKeys()];
  await users.create(owner, undefined, first);
  const { uid } = owner.user;
  const password = passwordWrap();
  await keys.setPassword(uid, { ...owner.credential, kdf: password.kdf }, password);
  const wraps = { password: passwordWrap(2), recovery: recoveryWrap(2) };
  const vault = { masterKey: 'new', expected: 1, version: 7, generation: 2, box: 'AAAA', wraps } as const;
  await keys.append({ uid, seq: 3, entry: entry(), vault, keepsFormer: true, ends: { kind: 'none' } });
}
