import { KEY_LIMITS, type Body, type EnvelopeHeader, type Payload } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { command as plain } from '../../../tests/contract/commands.ts';
import { emptyLog, keysOn, sealedCommand } from '../../../tests/contract/sealed/sealed-commands.ts';
import {
  uid,
  owner,
  admin,
  member,
  stranger,
  conversation,
  created,
  MESSAGE,
  group,
  openGroup,
  others,
  type CreatedBody,
} from '../../../tests/contract/sealed/sealed-log.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { nextEntry } from './next-entry.ts';

describe('how a sealed conversation begins', () => {
  const begin = (next: Command) => decide(undefined, {}, next, 0);

  test('a group with a statement on the empty log', () => {
    expect(begin(sealedCommand(emptyLog(conversation), owner, created))).toBeUndefined();
    expect(begin(plain(conversation, owner, created))).toBe('E_UNSIGNED');
    const log = { seq: 1, chain: new Uint8Array(32) };
    expect(begin(sealedCommand(emptyLog(conversation), owner, created, { log }))).toBe('E_KEY_EPOCH');
  });

  test('a direct one without, since its id says who is in it', () => {
    const members = [owner, member].map((one) => ({ uid: one, role: 'member' as const }));
    const direct: Body = { ...created, type: 'direct', members };
    expect(begin(plain(conversation, owner, direct))).toBeUndefined();
    expect(begin(sealedCommand(emptyLog(conversation), owner, direct))).toBe('E_BAD_REQUEST');
  });

  test.each<[string, Partial<CreatedBody>]>([
    ['announcements', { type: 'announcement', members: [] }],
    ['what is public', { visibility: 'public' }],
  ])('but not %s', (_, changed) => {
    expect(begin(sealedCommand(emptyLog(conversation), owner, { ...created, ...changed }))).toBe(
      'E_BAD_REQUEST',
    );
  });

  test('and not with more members than can be sealed to', () => {
    const of = (count: number) => ({
      ...created,
      members: [
        { uid: owner, role: 'owner' as const },
        ...others(count - 1).map((one) => ({ uid: one, role: 'member' as const })),
      ],
    });
    const most = KEY_LIMITS.sealedMembers;
    expect(begin(sealedCommand(emptyLog(conversation), owner, of(most)))).toBeUndefined();
    expect(begin(sealedCommand(emptyLog(conversation), owner, of(most + 1)))).toBe('E_TOO_MANY_MEMBERS');
    const log = group({ members: of(most).members }).epoch();
    expect(log.code(owner, { kind: 'added', members: [stranger] })).toBe('E_TOO_MANY_MEMBERS');
  });
});

describe('an open conversation', () => {
  test('is sealed by its first keys, by any member', () => {
    const log = openGroup().epoch(member);
    expect(log.state.protection).toBe('sealed');
    expect(log.refusal(plain(conversation, member, { kind: 'message' }))).toBe('E_UNSIGNED');
  });

  test('is not sealed by a stranger, nor if it is public or too large', () => {
    expect(openGroup().code(stranger, keysOn(openGroup().state))).toBe('E_NOT_FOUND');
    const everyone = openGroup({
      visibility: 'public',
      history: 'all',
      members: [{ uid: owner, role: 'owner' }],
    });
    expect(everyone.code(owner, keysOn(everyone.state))).toBe('E_FORBIDDEN');
    const members = [owner, ...others(KEY_LIMITS.sealedMembers)].map((one) => ({
      uid: one,
      role: 'owner' as const,
    }));
    const large = openGroup({ members });
    expect(large.code(owner, keysOn(large.state))).toBe('E_TOO_MANY_MEMBERS');
  });

  test.each<[string, Body]>([
    ['a message of an epoch', { kind: 'message', epoch: 1 }],
    ['a new key', { kind: 'rekeyed', version: 2 }],
    ['a signed change', { kind: 'renamed', name: 'Signed' }],
  ])('that lost its end refuses %s, to be made anew', (_, body) => {
    expect(openGroup().code(owner, body)).toBe('E_KEY_EPOCH');
  });

  test('goes on as before', () => {
    const log = openGroup();
    expect(log.refusal(plain(conversation, owner, { kind: 'rekeyed', version: 2 }))).toBe('E_KEY_EPOCH');
    expect(log.refusal(plain(conversation, member, { kind: 'message' }))).toBeUndefined();
    expect(log.refusal(plain(conversation, owner, { kind: 'renamed', name: 'Open' }))).toBeUndefined();
    const payload: Payload = { kind: 'plain', bytes: 'aGk=' };
    expect(log.refusal({ ...plain(conversation, owner, { kind: 'ended' }), payload })).toBe('E_BAD_REQUEST');
  });
});

describe('an envelope', () => {
  const log = group().epoch();
  const hash = new Uint8Array(32).fill(7);

  test.each<[string, Partial<EnvelopeHeader>]>([
    ['kind', { kind: 'statement' }],
    ['conversation', { conversation: uid('1') }],
    ['sender', { sender: admin }],
    ['device', { device: uid('2') }],
    ['id', { id: uid('3') }],
    ['epoch', { epoch: 2 }],
    ['body hash', { bodyHash: hash }],
  ])('with another %s is unsigned', (_, changed) => {
    expect(log.refusal(sealedCommand(log.state, member, MESSAGE))).toBeUndefined();
    expect(log.refusal(sealedCommand(log.state, member, MESSAGE, changed))).toBe('E_UNSIGNED');
  });

  test.each<[string, Partial<EnvelopeHeader>]>([
    ['time', { time: 5 }],
    ['key log', { keyLog: { seq: 9, hash } }],
  ])('may say any %s: its readers judge it', (_, changed) => {
    expect(log.refusal(sealedCommand(log.state, member, MESSAGE, changed))).toBeUndefined();
  });

  const signed = sealedCommand(log.state, member, MESSAGE);
  test.each<[string, Command]>([
    ['no payload on a change', plain(conversation, owner, { kind: 'renamed', name: 'Plain' })],
    ['a plain payload', plain(conversation, member, { kind: 'message' })],
    ['a session without a device', { ...signed, device: undefined }],
    ['a session of another device', { ...signed, device: uid('4') }],
    ['too few bytes', { ...signed, payload: { kind: 'sealed', bytes: 'AQEB' } }],
    ['another version', { ...signed, payload: { kind: 'sealed', bytes: 'Ag'.padEnd(252, 'A') } }],
  ])('is missed in %s', (_, next) => {
    expect(log.refusal(next)).toBe('E_UNSIGNED');
  });

  test.each<Body['kind']>(['deletion', 'pinned', 'unpinned'])('stands on a %s, too', (kind) => {
    const body = { kind, target: 3 } as Body;
    const about = group().epoch().says(member, MESSAGE);
    expect(about.code(member, body)).toBeUndefined();
    expect(about.refusal(plain(conversation, member, body))).toBe('E_UNSIGNED');
  });

  test('is refused by the role before anything else', () => {
    expect(log.code(member, { kind: 'renamed', name: 'Mine' })).toBe('E_FORBIDDEN');
    expect(log.code(stranger, MESSAGE)).toBe('E_NOT_FOUND');
  });
});

describe('the log that the sender held', () => {
  const talked = (count: number) => {
    const log = group().epoch();
    for (let i = 0; i < count; i++) log.says(member, MESSAGE);
    return log;
  };

  test('has to be this one', () => {
    const log = talked(3);
    const at = (seq: number, chain: Uint8Array) =>
      log.refusal(sealedCommand(log.state, member, MESSAGE, { log: { seq, chain } }));
    const chainAt = (seq: number) => Buffer.from(log.at(seq).chain, 'base64');
    expect(at(3, chainAt(3))).toBeUndefined();
    expect(at(3, chainAt(4))).toBe('E_KEY_EPOCH');
    expect(at(5, chainAt(4))).toBe('E_KEY_EPOCH');
    expect(at(6, chainAt(5))).toBe('E_KEY_EPOCH');
  });

  test('may be so much behind, and no more', () => {
    const log = talked(KEY_LIMITS.headBehind + 1);
    expect(log.code(member, MESSAGE, KEY_LIMITS.headBehind)).toBeUndefined();
    expect(log.code(member, MESSAGE, KEY_LIMITS.headBehind + 1)).toBe('E_KEY_EPOCH');
  });
});

test('an entry is kept with its envelope', () => {
  const { state } = group().epoch();
  const next = sealedCommand(state, member, MESSAGE);
  expect(nextEntry(state, next, {}, 0).entry).toMatchObject({ body: MESSAGE, payload: next.payload });
});
