import {
  ANNOUNCEMENTS,
  CodedError,
  directConversationId,
  type Head,
  type Uuid,
  type Visibility,
} from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../src/crypto/sha256.ts';
import type { Unsealed } from '../../src/ports/sealer.ts';
import { LinkedPerson } from './linked-person.ts';
import { sealingAccount } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const ID = '66666666-0000-4000-8000-000000000000';
const KEYLESS = '77777777-0000-4000-8000-000000000000';

const EDIT = { body: { kind: 'edit', target: 1 } } as const;
const REACTION = {
  body: { kind: 'reaction', target: 1 },
  content: { type: 'reaction', emoji: '👍', on: true },
} as const;

/** Bob, and a group with Alice that is open still. All of its members have keys. @param visibility as its first entry says it */
async function inOpenGroup(visibility: Visibility = 'private') {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  world.server.rewrite({
    ...{ conversation: GROUP, id: GROUP, sender: alice.uid },
    body: {
      ...{ kind: 'created', type: 'group', name: 'Group', visibility, protection: 'open' },
      ...{ members: [alice, bob].map(({ uid }) => ({ uid, role: 'owner' }) as const), history: 'fromJoin' },
    },
  });
  const direct = directConversationId(sha256, alice.uid, bob.uid);
  world.server.directs.set(direct, [alice.uid, bob.uid]);
  const person = new LinkedPerson(world, await sealingAccount(2));
  return { person, alice, bob, direct };
}

/** What becomes of a message: the kind of its payload, or the code that it is refused with. */
async function fate(
  person: LinkedPerson,
  conversation: Uuid,
  changes: Partial<Unsealed> = {},
): Promise<string | undefined> {
  const message = { conversation, id: ID, body: { kind: 'message' } } as const;
  const said = { ...message, content: { type: 'text', text: 'a secret' } as const, ...changes };
  return person.sealing.sealer.seal(said).then(
    ({ payload }) => payload?.kind,
    (error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      return error.retryable ? `${error.code}, for now` : error.code;
    },
  );
}

const PRIVATE: Partial<Head> = { protection: 'open', visibility: 'private' };
const DIRECT: Partial<Head> = { ...PRIVATE, type: 'direct' };

test.each([
  ['of more members than can be sealed to', { memberCount: 251 }, 'sealed'],
  ['that the user has left', { role: null }, 'E_NOT_A_MEMBER'],
  ['that has ended', { ended: true }, 'E_CONVERSATION_ENDED'],
  ['that is public, after it was private', { visibility: 'public' }, 'sealed'],
  ['of another type, after it was a group', { type: 'announcement' }, 'sealed'],
] as const)('a server that calls a private group one %s gets nothing plain', async (_lie, lie, expected) => {
  const { person } = await inOpenGroup();
  person.lies = PRIVATE;
  await person.hear(GROUP);
  person.lies = { ...PRIVATE, ...lie };
  await person.hear(GROUP);
  expect(await fate(person, GROUP)).toBe(expected);
});

test('what goes to a conversation that is not known waits', async () => {
  const { person } = await inOpenGroup();
  expect(await fate(person, GROUP)).toBe('E_KEY_EPOCH, for now');
});

test.each([
  ['a public group', { type: 'group', visibility: 'public', peer: undefined }],
  ['an announcement', { type: 'announcement', visibility: 'public', peer: undefined }],
  ['with somebody else, who has no keys', { peer: KEYLESS }],
  ['with nobody', { peer: undefined }],
] as const)('what goes to a person waits where a server calls it %s', async (_lie, lie) => {
  const { person, alice, direct } = await inOpenGroup();
  person.lies = { ...DIRECT, ...lie };
  await person.hear(direct);
  const to = { peer: alice.uid, openly: true };
  expect(await fate(person, direct, to)).toBe('E_KEY_EPOCH, for now');
  expect(await fate(person, direct, { ...to, ...REACTION })).toBe('E_KEY_EPOCH, for now');
});

test('nothing plain goes to somebody without keys into a conversation whose id is that of others', async () => {
  const { person, direct } = await inOpenGroup();
  person.lies = { ...DIRECT, peer: KEYLESS };
  await person.hear(direct);
  expect(await fate(person, direct, { peer: KEYLESS, openly: true })).toBe('E_KEY_EPOCH, for now');
});

test.each([{ visibility: 'public' }, { memberCount: 251 }, { role: null }, { ended: true }] as const)(
  'an edit to somebody with keys is sealed, also where a server says %o',
  async (lie) => {
    const { person, alice, direct } = await inOpenGroup();
    person.lies = { ...DIRECT, peer: alice.uid, ...lie };
    await person.hear(direct);
    const edit = { peer: alice.uid, openly: true, body: { kind: 'edit', target: 1 } } as const;
    expect(await fate(person, direct, edit)).toBe('sealed');
  },
);

test('to somebody without keys, what the user sends so goes plain, and an announcement does', async () => {
  const { person, bob } = await inOpenGroup();
  const direct = directConversationId(sha256, KEYLESS, bob.uid);
  person.lies = { ...DIRECT, peer: KEYLESS };
  await person.hear(direct);
  expect(await fate(person, direct, { peer: KEYLESS })).toBe('E_NO_KEYS');
  expect(await fate(person, direct, { peer: KEYLESS, openly: true })).toBe('plain');
  for (const said of [EDIT, REACTION]) {
    expect(await fate(person, direct, { peer: KEYLESS, ...said })).toBe('E_NO_KEYS');
    expect(await fate(person, direct, { peer: KEYLESS, openly: true, ...said })).toBe('plain');
  }
  // They say nothing.
  expect(await fate(person, direct, { peer: KEYLESS, body: { kind: 'deletion', target: 1 } })).toBe('plain');
  person.lies = { protection: 'open', visibility: 'public', type: 'announcement' };
  await person.hear(ANNOUNCEMENTS);
  expect(await fate(person, ANNOUNCEMENTS)).toBe('plain');
});

test.each([
  ['public', { visibility: 'public' }],
  ['an announcement', { visibility: 'public', type: 'announcement' }],
  ['sealed by nobody yet', {}],
] as const)('a new browser that hears of a group as %s writes nothing plain into it', async (_lie, lie) => {
  const { person } = await inOpenGroup();
  person.lies = { ...PRIVATE, ...lie };
  await person.hear(GROUP);
  expect(await fate(person, GROUP)).toBe('sealed');
  expect(person.told.get(GROUP)?.protection).not.toBe('open');
});

const ROOM: Partial<Head> = { protection: 'open', visibility: 'public' };

test('what is said in a room goes plain, and pages are told that it is open', async () => {
  const { person } = await inOpenGroup('public');
  person.lies = ROOM;
  await person.hear(GROUP);
  expect(await fate(person, GROUP)).toBe('plain');
  person.sealing.look(GROUP);
  await vi.waitFor(() => expect(person.told.get(GROUP)?.protection).toBe('open'));
  // The first entry is known by now.
  const { asked } = person;
  expect(await fate(person, GROUP, EDIT)).toBe('plain');
  expect(person.asked).toBe(asked);
});

test.each([
  ['that was private here before', PRIVATE],
  ['that was sealed here before', { ...PRIVATE, protection: 'sealed' }],
] as const)('a group %s is no room, also where its log begins as one by now', async (_what, before) => {
  const { person } = await inOpenGroup('public');
  person.lies = before;
  await person.hear(GROUP);
  person.lies = ROOM;
  await person.hear(GROUP);
  expect(await fate(person, GROUP)).not.toBe('plain');
});

test.each([
  ['that the user has left', { role: null }, 'E_NOT_A_MEMBER'],
  ['that was deleted', { ended: true }, 'E_CONVERSATION_ENDED'],
] as const)('nothing goes to a room %s', async (_what, state, code) => {
  const { person } = await inOpenGroup('public');
  person.lies = { ...ROOM, ...state };
  await person.hear(GROUP);
  expect(await fate(person, GROUP)).toBe(code);
});
