import { directConversationId, KEY_LIMITS, type Body, type ErrorCode, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { command as plain } from '../../../tests/contract/commands.ts';
import { emptyLog, keysOn, sealedCommand } from '../../../tests/contract/sealed/sealed-commands.ts';
import {
  owner,
  admin,
  member,
  stranger,
  conversation,
  created,
  crowd,
  Log,
  MESSAGE,
  group,
  others,
} from '../../../tests/contract/sealed/sealed-log.ts';
import { sha256 } from '../sha256.ts';

describe('keys', () => {
  const log = group().epoch();

  test.each<[string, Partial<Extract<Body, { kind: 'keys' }>>, ErrorCode | undefined]>([
    ['of the next epoch are taken', {}, undefined],
    ['of the same epoch are not', { epoch: 1 }, 'E_KEY_EPOCH'],
    ['of one after are not', { epoch: 3 }, 'E_KEY_EPOCH'],
    ['for another roster are not', { roster: 2 }, 'E_KEY_EPOCH'],
    ['in more parts than the keys for the members fill are not', { parts: 2 }, 'E_KEY_EPOCH'],
    ['begin with the first part', { part: 2, parts: 2 }, 'E_KEY_EPOCH'],
  ])('%s', (_, changed, expected) => {
    expect(log.code(member, keysOn(log.state, changed))).toBe(expected);
  });

  test.each([
    [27, 1],
    [28, 2],
    [54, 2],
    [55, 3],
    [250, 10],
  ])('for %i members come in %i parts at most', (size, most) => {
    const { state } = crowd(size);
    const code = (parts: number) => crowd(size).code(admin, keysOn(state, { parts }));
    expect(code(most)).toBeUndefined();
    expect(code(most + 1)).toBe('E_KEY_EPOCH');
  });

  test('may also be for those whose removal nobody believes, and for newcomers', () => {
    const log = crowd(27);
    expect(log.code(admin, keysOn(log.state, { parts: 2 }))).toBe('E_KEY_EPOCH');
    log.says(owner, { kind: 'removed', member }).says(owner, { kind: 'added', members: [stranger] });
    expect(log.code(admin, keysOn(log.state, { parts: 2 }))).toBeUndefined();
    expect(log.code(admin, keysOn(log.state, { parts: 3 }))).toBe('E_KEY_EPOCH');
  });

  const half = crowd(55).says(admin, keysOn({ roster: 1 }, { parts: 3 }));
  const second = { epoch: 1, roster: 1, part: 2, parts: 3 } as const;
  test.each<[string, Uuid, Partial<Extract<Body, { kind: 'keys' }>>, ErrorCode | undefined]>([
    ['goes on with the next part', admin, {}, undefined],
    ['but not of another', member, {}, 'E_KEY_EPOCH'],
    ['nor with another commitment', admin, { commitment: `${'B'.repeat(42)}A=` }, 'E_KEY_EPOCH'],
    ['nor with another roster', admin, { roster: 2 }, 'E_KEY_EPOCH'],
    ['nor with another epoch', admin, { epoch: 2 }, 'E_KEY_EPOCH'],
    ['nor with another number of parts', admin, { parts: 4 }, 'E_KEY_EPOCH'],
    ['nor with a part left out', admin, { part: 3 }, 'E_KEY_EPOCH'],
    ['anybody may start the next one instead', member, { epoch: 2, part: 1, parts: 1 }, undefined],
  ])('an epoch that began %s', (_, sender, changed, expected) => {
    expect(half.code(sender, keysOn(half.state, { ...second, ...changed }))).toBe(expected);
  });

  test('of a whole epoch have no further part', () => {
    expect(log.code(owner, keysOn(log.state, { epoch: 1, part: 2 }))).toBe('E_KEY_EPOCH');
  });

  test('of an epoch whose roster moved are of no use any more', () => {
    const moved = crowd(55).says(admin, keysOn({ roster: 1 }, { parts: 3 }));
    moved.says(owner, { kind: 'roleChanged', member, role: 'admin' });
    for (const roster of [1, 3])
      expect(moved.code(admin, keysOn(moved.state, { ...second, roster }))).toBe('E_KEY_EPOCH');
  });

  test('have to know the roster, save the first of a direct conversation', () => {
    const stale = group().epoch().says(owner, { kind: 'removed', member });
    expect(stale.code(admin, keysOn(stale.state), 1)).toBe('E_KEY_EPOCH');
    expect(stale.code(admin, keysOn(stale.state))).toBeUndefined();
    const early = sealedCommand(emptyLog(conversation), owner, keysOn(group().state));
    expect(group().refusal(early)).toBe('E_KEY_EPOCH');
    const id = directConversationId(sha256, owner, member);
    const members = [owner, member].map((one) => ({ uid: one, role: 'member' as const }));
    const direct = new Log().append(plain(id, owner, { ...created, type: 'direct', members }));
    const first = sealedCommand(emptyLog(id), owner, keysOn(direct.state));
    expect(direct.refusal(first)).toBeUndefined();
    direct.append(first);
    expect(direct.refusal(sealedCommand(emptyLog(id), owner, keysOn(direct.state)))).toBe('E_KEY_EPOCH');
  });

  test('are started so often by one member under one roster', () => {
    const busy = group();
    for (let i = 0; i < KEY_LIMITS.epochStarts; i++) busy.epoch(member);
    expect(busy.code(member, keysOn(busy.state))).toBe('E_KEY_EPOCH');
    expect(busy.code(admin, keysOn(busy.state))).toBeUndefined();
    busy.says(owner, { kind: 'roleChanged', member, role: 'admin' });
    expect(busy.code(member, keysOn(busy.state))).toBeUndefined();
  });

  test('belong into no announcements', () => {
    const news = new Log().append(
      plain(conversation, owner, { ...created, type: 'announcement', protection: 'open', members: [] }),
    );
    expect(news.code(owner, keysOn(news.state))).toBe('E_FORBIDDEN');
  });
});

describe('content', () => {
  test.each<Body['kind']>(['message', 'edit', 'reaction'])('of kind %s names the current epoch', (kind) => {
    const log = group().epoch().says(member, MESSAGE).epoch();
    const under = (epoch?: number) => log.code(member, { kind, target: 3, epoch } as Body);
    expect(under(2)).toBeUndefined();
    expect(under(1)).toBe('E_KEY_EPOCH');
    expect(under(3)).toBe('E_KEY_EPOCH');
    expect(log.code(member, { kind, target: 3 } as Body)).toBe('E_KEY_EPOCH');
  });

  test('has to know the last part', () => {
    const log = group().epoch();
    expect(log.code(member, MESSAGE)).toBeUndefined();
    expect(log.code(member, MESSAGE, 1)).toBe('E_KEY_EPOCH');
  });

  test('waits for the last part', () => {
    const log = crowd(28).says(owner, keysOn({ roster: 1 }, { parts: 2 }));
    expect(log.code(member, MESSAGE)).toBe('E_KEY_EPOCH');
    log.says(owner, keysOn({ roster: 1 }, { part: 2, parts: 2 }));
    expect(log.code(member, MESSAGE)).toBeUndefined();
  });

  test.each<[string, Uuid, Body, ErrorCode | undefined]>([
    ['a removal', owner, { kind: 'removed', member: admin }, 'E_KEY_EPOCH'],
    ['a departure', admin, { kind: 'left' }, 'E_KEY_EPOCH'],
    ['a new key', admin, { kind: 'rekeyed', version: 2 }, 'E_KEY_EPOCH'],
    ['an addition without old keys', owner, { kind: 'added', members: [stranger] }, 'E_KEY_EPOCH'],
    ['another role', owner, { kind: 'roleChanged', member: admin, role: 'member' }, undefined],
    ['a rule', owner, { kind: 'ruled', rule: 'quiet' }, undefined],
    ['another name', owner, { kind: 'renamed', name: 'Boats' }, undefined],
  ])('after %s', (_, sender, body, expected) => {
    const log = group().epoch().says(sender, body);
    expect(log.code(member, MESSAGE)).toBe(expected);
    // Made before: the bytes that are under way while somebody is removed.
    expect(log.code(member, MESSAGE, 1)).toBe(expected);
  });
});

describe('changes of members, roles and names', () => {
  const changes: [string, Uuid, Body][] = [
    ['added', owner, { kind: 'added', members: [stranger] }],
    ['removed', owner, { kind: 'removed', member }],
    ['left', admin, { kind: 'left' }],
    ['roleChanged', owner, { kind: 'roleChanged', member, role: 'admin' }],
    ['ruled', owner, { kind: 'ruled', rule: 'quiet' }],
    ['renamed', admin, { kind: 'renamed', name: 'Boats' }],
    ['ended', owner, { kind: 'ended' }],
    ['rekeyed', member, { kind: 'rekeyed', version: 3 }],
  ];

  test.each(changes)('%s has to know the last change of the roster', (_, sender, body) => {
    const log = group().epoch().says(member, { kind: 'rekeyed', version: 2 }).epoch();
    expect(log.code(sender, body)).toBeUndefined();
    expect(log.code(sender, body, 1)).toBeUndefined();
    expect(log.code(sender, body, 2)).toBe('E_KEY_EPOCH');
  });

  test.each(changes)('%s is possible before the first epoch', (_, sender, body) => {
    expect(group().code(sender, body)).toBeUndefined();
  });

  test('only owners make rules', () => {
    expect(group().code(admin, { kind: 'ruled', rule: 'quiet' })).toBe('E_FORBIDDEN');
  });

  test("a version is above that of one's last new key", () => {
    const log = group().epoch().says(member, { kind: 'rekeyed', version: 2 });
    expect(log.code(member, { kind: 'rekeyed', version: 2 })).toBe('E_KEY_EPOCH');
    expect(log.code(member, { kind: 'rekeyed', version: 3 })).toBeUndefined();
    expect(log.code(admin, { kind: 'rekeyed', version: 2 })).toBeUndefined();
  });
});

describe('somebody is added', () => {
  const withKeys = (epoch: number): Body => ({ kind: 'added', members: [stranger], epoch });
  const without: Body = { kind: 'added', members: [stranger] };

  test('with the current epoch, where newcomers may read the past', () => {
    const log = group({ history: 'all' }).epoch().epoch();
    expect(log.code(owner, withKeys(2))).toBeUndefined();
    expect(log.code(owner, withKeys(1))).toBe('E_KEY_EPOCH');
    expect(log.code(owner, without)).toBe('E_KEY_EPOCH');
  });

  test('after an epoch is started, where there is no current one', () => {
    const log = group({ history: 'all' }).epoch().says(owner, { kind: 'removed', member });
    expect(log.code(owner, withKeys(1))).toBe('E_KEY_EPOCH');
    expect(log.code(owner, without)).toBe('E_KEY_EPOCH');
    log.epoch();
    expect(log.code(owner, withKeys(2))).toBeUndefined();
  });

  test('without keys before the first epoch, and where newcomers may not read the past', () => {
    expect(group({ history: 'all' }).code(owner, without)).toBeUndefined();
    expect(group({ history: 'all' }).code(owner, withKeys(1))).toBe('E_KEY_EPOCH');
    expect(group().epoch().code(owner, without)).toBeUndefined();
    expect(group().epoch().code(owner, withKeys(1))).toBe('E_KEY_EPOCH');
  });

  test('several times in a row under one epoch', () => {
    const log = group({ history: 'all' }).epoch();
    for (const one of others(8)) log.says(owner, { kind: 'added', members: [one], epoch: 1 });
    expect(log.code(member, MESSAGE)).toBeUndefined();
  });
});
