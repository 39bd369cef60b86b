import { describe, expect, test } from 'vitest';
import { auditKeys } from '../../security/audit/audit-keys.ts';
import { nextRecord } from './audit-chain.ts';
import type { AuditSigner } from './audit-signer.ts';
import type { AuditKind, AuditRecord } from './audit-store.ts';
import { KnownHeads } from './known-heads.ts';
import { verifyAudit, type AuditVerdict } from './verify-audit.ts';

const KEY = 'the key of this server, and long enough';
const server = auditKeys([KEY]);

/** A log as a server writes it, behind what is there already. */
function written(kinds: readonly AuditKind[], signer?: AuditSigner, before: readonly AuditRecord[] = []) {
  return kinds.reduce<readonly AuditRecord[]>(
    (log, kind) => [...log, nextRecord(log.at(-1), { kind, time: log.length + 1 }, signer)],
    before,
  );
}

function verify(
  log: readonly AuditRecord[],
  file: readonly AuditRecord[] = [],
  signer: AuditSigner = server,
): Promise<AuditVerdict> {
  const after = (seq: number, limit: number) => Promise.resolve(log.slice(seq, seq + limit));
  return verifyAudit({ after }, signer, new KnownHeads(file));
}

const KINDS: readonly AuditKind[] = ['settings_changed', 'registered', 'login', 'logout', 'login'];
const log = written(KINDS, server);

describe('33. an audit log', () => {
  test('that is as it was written is sound, with the file of one of two servers too', async () => {
    const file = log.filter(({ seq }) => seq % 2 === 1);
    expect(await verify(log, file)).toEqual({
      sound: 5,
      last: log[4],
      firstSigned: log[0],
      lostByRestore: 0,
    });
  });

  test('shows a record that was changed, and one that was taken out', async () => {
    const changed = log.map((record) => (record.seq === 3 ? { ...record, kind: 'logout' as const } : record));
    expect(await verify(changed)).toMatchObject({ sound: 2, problem: { kind: 'changed', at: 3 } });
    expect(await verify(log.filter(({ seq }) => seq !== 3))).toMatchObject({
      problem: { kind: 'changed', at: 3 },
    });
  });

  test('says where the signatures begin, for they may have been taken away and the log signed again', async () => {
    const stripped = log.map((record) => ({ ...record, signature: undefined }));
    const signedAgain = written(['audit_signed'], server, stripped);
    expect(await verify(signedAgain)).toMatchObject({ sound: 6, firstSigned: { seq: 6 } });
  });

  test('shows a chain that was computed anew, by the signatures alone', async () => {
    const stranger = auditKeys(['a key that somebody made up, long enough']);
    const old = log.slice(0, 2);
    const kept = written(['login_failed'], undefined, old).map((record, index) => ({
      ...record,
      signature: log[index]?.signature,
    }));
    expect(await verify(kept)).toMatchObject({ sound: 2, problem: { kind: 'forged', at: 3 } });
    expect(await verify(written(['login_failed'], undefined, old))).toMatchObject({
      problem: { kind: 'unsigned', at: 3 },
    });
    expect(await verify(written(['login_failed'], stranger, old))).toMatchObject({
      problem: { kind: 'unknownKey', at: 3 },
    });
  });

  test('shows that the newest were cut off, and that all of it is gone', async () => {
    expect(await verify(log.slice(0, 3), log)).toMatchObject({
      sound: 3,
      problem: { kind: 'cutOff', from: 4, to: 5 },
    });
    expect(await verify([])).toMatchObject({ sound: 0, problem: { kind: 'empty' } });
    expect(await verify([], log)).toMatchObject({ problem: { kind: 'cutOff', from: 1, to: 5 } });
  });

  test('shows that it was cut off before the server went on writing', async () => {
    const later = written(['login_failed', 'logout'], server, log.slice(0, 3));
    expect(await verify(later, log)).toMatchObject({ sound: 3, problem: { kind: 'rewritten', at: 4 } });
  });

  test('of an older Parley is signed from the update on, and needs to be', async () => {
    const old = written(KINDS);
    expect(await verify(old)).toMatchObject({ problem: { kind: 'unsigned', at: 5 } });
    expect(await verify(written(['audit_signed'], server, old))).not.toHaveProperty('problem');
  });

  test('keeps its signatures when the key changes', async () => {
    const next = 'the next key of this server, long enough';
    const both = auditKeys([next, KEY]);
    const later = written(['login'], both, log);
    expect(await verify(later, [], both)).not.toHaveProperty('problem');
    expect(await verify(later, [], auditKeys([next]))).toMatchObject({
      problem: { kind: 'unknownKey', at: 1 },
    });
  });

  test('tells that a backup was restored, and how many records that cost', async () => {
    const restored = nextRecord(log[2], { kind: 'database_restored', time: 9 }, server);
    const last = nextRecord(restored, { kind: 'login', time: 10 }, server);
    const later = [...log.slice(0, 3), restored, last];
    expect(await verify(later, [...log, restored, last])).toMatchObject({ sound: 5, last, lostByRestore: 2 });
  });
});
