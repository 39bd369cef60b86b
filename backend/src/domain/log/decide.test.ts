import {
  encodeContent,
  fold,
  LIMITS,
  type Body,
  type ConversationState,
  type ErrorCode,
  type Payload,
  type Uuid,
} from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Command, Target } from './command.ts';
import { decide } from './decide.ts';
import { nextEntry, repeat } from './next-entry.ts';

const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [owner, admin, member, stranger] = [uid('a'), uid('b'), uid('c'), uid('d')];
const conversation = uid('e');
const payload: Payload = { kind: 'plain', bytes: 'aGk=' };

const command = (sender: Uuid, body: Body): Command => ({
  conversation,
  id: uid('f'),
  sender,
  body,
  ...(['message', 'edit', 'reaction'].includes(body.kind) && { payload }),
});

const created: Body = {
  kind: 'created',
  type: 'group',
  name: 'Rowing club',
  visibility: 'private',
  protection: 'open',
  history: 'fromJoin',
  members: [
    { uid: owner, role: 'owner' },
    { uid: admin, role: 'admin' },
    { uid: member, role: 'member' },
  ],
};

const group = nextEntry(undefined, command(owner, created), {}, 0).state;
const said = nextEntry(group, command(member, { kind: 'message' }), {}, 0);
const target: Target = said.entry;

function after(state: ConversationState, ...commands: readonly Command[]): ConversationState {
  return commands.reduce((now, next) => nextEntry(now, next, {}, 0).state, state);
}

const code = (state: ConversationState | undefined, sender: Uuid, body: Body, about?: Target) =>
  decide(state, { target: about }, command(sender, body), 0);

describe('a group', () => {
  test.each<[string, Uuid, Body, ErrorCode | undefined]>([
    ['a member may write', member, { kind: 'message' }, undefined],
    ['a stranger learns of no conversation', stranger, { kind: 'message' }, 'E_NOT_FOUND'],
    ['a member may not add', member, { kind: 'added', members: [stranger] }, 'E_FORBIDDEN'],
    ['an admin may', admin, { kind: 'added', members: [stranger] }, undefined],
    [
      'only rooms are described',
      owner,
      { kind: 'described', look: { topic: 'x', description: '' }, keepsRights: true },
      'E_FORBIDDEN',
    ],
    ['nobody is added twice', admin, { kind: 'added', members: [member] }, 'E_ALREADY_MEMBER'],
    ['an admin may remove a member', admin, { kind: 'removed', member }, undefined],
    ['but no owner', admin, { kind: 'removed', member: owner }, 'E_FORBIDDEN'],
    ['one leaves instead of removing oneself', owner, { kind: 'removed', member: owner }, 'E_BAD_REQUEST'],
    ['a member may not rename', member, { kind: 'renamed', name: 'Mine' }, 'E_FORBIDDEN'],
    ['only an owner gives roles', admin, { kind: 'roleChanged', member, role: 'admin' }, 'E_FORBIDDEN'],
    [
      'the only owner cannot step down',
      owner,
      { kind: 'roleChanged', member: owner, role: 'member' },
      'E_LAST_OWNER',
    ],
    ['nor leave', owner, { kind: 'left' }, 'E_LAST_OWNER'],
    ['an admin may leave', admin, { kind: 'left' }, undefined],
    ['only an owner ends it', admin, { kind: 'ended' }, 'E_FORBIDDEN'],
    ['nothing begins twice', owner, created, 'E_CONVERSATION_EXISTS'],
  ])('%s', (_, sender, body, expected) => {
    expect(code(group, sender, body)).toBe(expected);
  });

  test('the last one out may leave, owner or not', () => {
    const alone = after(group, command(admin, { kind: 'left' }), command(member, { kind: 'left' }));
    expect(code(alone, owner, { kind: 'left' })).toBeUndefined();
  });

  test('of two owners one may leave, and then the other may not', () => {
    const two = after(group, command(owner, { kind: 'roleChanged', member: admin, role: 'owner' }));
    expect(code(two, owner, { kind: 'left' })).toBeUndefined();
    expect(code(after(two, command(owner, { kind: 'left' })), admin, { kind: 'left' })).toBe('E_LAST_OWNER');
  });

  test('nothing is accepted after its end', () => {
    const ended = after(group, command(owner, { kind: 'ended' }));
    expect(code(ended, member, { kind: 'message' })).toBe('E_CONVERSATION_ENDED');
  });

  test('it has a bound', () => {
    const many = Array.from(
      { length: LIMITS.groupMembers },
      (_, i) => `${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`,
    );
    expect(code(group, owner, { kind: 'added', members: many })).toBe('E_TOO_MANY_MEMBERS');
  });
});

describe('what stands in the log', () => {
  const state = said.state;
  test.each<[string, Uuid, Body, ErrorCode | undefined]>([
    ['the sender may edit', member, { kind: 'edit', target: 2 }, undefined],
    ['nobody else may', owner, { kind: 'edit', target: 2 }, 'E_TARGET'],
    ['the sender may delete', member, { kind: 'deletion', target: 2 }, undefined],
    ['an owner may delete what others wrote', owner, { kind: 'deletion', target: 2 }, undefined],
    ['an admin may delete what a member wrote', admin, { kind: 'deletion', target: 2 }, undefined],
    ['anybody may react', admin, { kind: 'reaction', target: 2 }, undefined],
    ['anybody may pin', admin, { kind: 'pinned', target: 2 }, undefined],
  ])('%s', (_, sender, body, expected) => {
    expect(code(state, sender, body, target)).toBe(expected);
  });

  test.each<[string, Uuid, Uuid, ErrorCode | undefined]>([
    ['an admin may not delete what an owner wrote', admin, owner, 'E_TARGET'],
    ['a member may not delete what others wrote', member, admin, 'E_TARGET'],
    ['an owner may delete what an admin wrote', owner, admin, undefined],
  ])('%s', (_, sender, writer, expected) => {
    expect(code(state, sender, { kind: 'deletion', target: 2 }, { ...target, sender: writer })).toBe(
      expected,
    );
  });

  test('an admin may delete what somebody wrote who has left', () => {
    const left = after(state, command(member, { kind: 'left' }));
    expect(code(left, admin, { kind: 'deletion', target: 2 }, target)).toBeUndefined();
  });

  test('an owner cannot delete what they may not read', () => {
    const joined = after(
      state,
      command(owner, { kind: 'added', members: [stranger] }),
      command(owner, { kind: 'roleChanged', member: stranger, role: 'owner' }),
    );
    expect(code(joined, stranger, { kind: 'deletion', target: 2 }, target)).toBe('E_TARGET');
  });

  test('forwarded text cannot be edited, not even by who forwarded it', () => {
    const forwarded = {
      ...target,
      payload: encodeContent({ type: 'text', text: 'words of another', forwardedFrom: owner }),
    };
    expect(code(said.state, member, { kind: 'edit', target: 2 }, forwarded)).toBe('E_TARGET');
    expect(code(said.state, member, { kind: 'deletion', target: 2 }, forwarded)).toBeUndefined();
  });

  test('what was deleted cannot be edited, reacted to or deleted again', () => {
    const erased: Target = {
      ...target,
      payload: { kind: 'erased', was: 'plain', hash: `${'A'.repeat(43)}=` },
    };
    for (const kind of ['edit', 'reaction', 'deletion'] as const)
      expect(code(state, member, { kind, target: 2 }, erased)).toBe('E_TARGET');
  });

  test('a joiner cannot react to what they may not read', () => {
    const joined = after(state, command(owner, { kind: 'added', members: [stranger] }));
    expect(code(joined, stranger, { kind: 'reaction', target: 2 }, target)).toBe('E_TARGET');
  });

  test('only a message can be changed', () => {
    const membership: Target = { seq: 1, sender: owner, body: created, payload: undefined };
    expect(code(state, owner, { kind: 'edit', target: 1 }, membership)).toBe('E_TARGET');
    expect(code(state, owner, { kind: 'edit', target: 99 }, undefined)).toBe('E_TARGET');
  });

  test('a message needs a payload, and what needs none must not have one', () => {
    expect(decide(state, {}, { ...command(member, { kind: 'message' }), payload: undefined }, 0)).toBe(
      'E_BAD_REQUEST',
    );
    expect(decide(state, {}, { ...command(member, { kind: 'left' }), payload }, 0)).toBe('E_BAD_REQUEST');
  });
});

describe('a retry', () => {
  test('gets the entry that was stored', () => {
    const again = repeat(said.entry, command(member, { kind: 'message' }), said.state);
    expect(again).toEqual({ entry: said.entry, state: said.state, repeated: true });
  });

  test('with other content is refused', () => {
    const other = {
      ...command(member, { kind: 'message' }),
      payload: { kind: 'plain', bytes: 'bm8=' },
    } as const;
    expect(() => repeat(said.entry, other, said.state)).toThrow(
      expect.objectContaining({ code: 'E_MESSAGE_ID_REUSED' }),
    );
  });

  test('of a message that was deleted since is still the same', () => {
    const erased = {
      ...said.entry,
      payload: { kind: 'erased', was: 'plain', hash: 'j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=' },
    } as const;
    expect(repeat(erased, command(member, { kind: 'message' }), said.state).repeated).toBe(true);
  });
});

test('folding the entries again gives the state that deciding made', () => {
  const first = nextEntry(undefined, command(owner, created), {}, 0);
  expect(fold(fold(undefined, first.entry), said.entry)).toEqual(said.state);
});

describe('a word of a newer version', () => {
  const entryOf = (body: object) => ({ ...command(owner, created), body: body as Body });
  const everything: readonly Body[] = [
    { kind: 'message' },
    { kind: 'added', members: [stranger] },
    { kind: 'removed', member },
    { kind: 'roleChanged', member, role: 'owner' },
    { kind: 'renamed', name: 'Mine' },
    { kind: 'ended' },
  ];

  test('is no right to anything, whoever has it', () => {
    const guest = after(group, entryOf({ kind: 'roleChanged', member: admin, role: 'superowner' }));
    const room = { ...group, type: 'room' } as unknown as ConversationState;
    for (const state of [guest, room])
      for (const sender of [owner, admin, member])
        for (const body of everything) expect(code(state, sender, body)).toBe('E_NEEDS_NEWER_VERSION');
  });

  test('lets nobody in', () => {
    const created = { type: 'everyone', history: 'everything', visibility: 'open' };
    const state = { ...group, ...created } as unknown as ConversationState;
    expect(code(state, stranger, { kind: 'message' })).toBe('E_NOT_FOUND');
  });
});
