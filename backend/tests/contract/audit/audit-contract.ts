import { describe, expect, test } from 'vitest';
import { AUDIT_CHAIN_START, auditChain } from '../../../src/domain/audit/audit-chain.ts';
import type { AuditHead } from '../../../src/domain/audit/audit-signer.ts';
import type { AuditEvent, AuditRecord } from '../../../src/domain/audit/audit-store.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { NOW, someone } from '../commands.ts';

export function auditContract(stores: () => Stores): void {
  describe('the audit log', () => {
    test('is gapless and chained, with writers at once', async () => {
      const { audit } = stores();
      const events = Array.from({ length: 20 }, (_, i): AuditEvent => ({ kind: 'login', time: NOW + i }));
      await Promise.all(events.map((event) => audit.append(event)));
      const records = await audit.after(0, 10_000);
      expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
      let chain = AUDIT_CHAIN_START;
      for (const record of records) {
        chain = auditChain(chain, record.seq, eventOf(record));
        expect(record.chain).toBe(chain);
      }
    });

    test('keeps events whole, and is read in pages', async () => {
      const { audit } = stores();
      const event = { kind: 'login_failed', time: NOW, uid: someone(), address: '::1' } as const;
      const first = await audit.append({ ...event, details: { username: 'satya' } });
      const second = await audit.append({ kind: 'settings_changed', time: NOW + 1 });
      expect(await audit.after(first.seq - 1, 2)).toEqual([first, second]);
      expect(await audit.after(first.seq - 1, 1)).toEqual([first]);
      expect(await audit.after(second.seq, 10)).toEqual([]);
    });

    test('keeps who vouches for a record, and tells the last', async () => {
      const { audit } = stores();
      const plain = await audit.append({ kind: 'login', time: NOW });
      const sign = ({ seq, chain }: AuditHead) => `${seq} ${chain}`;
      const signed = await audit.append({ kind: 'login', time: NOW + 1 }, { sign });
      expect(plain).not.toHaveProperty('signature');
      expect(signed.signature).toBe(`${signed.seq} ${signed.chain}`);
      expect(await audit.after(plain.seq - 1, 2)).toEqual([plain, signed]);
      expect(await audit.last()).toEqual(signed);
    });

    test('finds the newest of a kind', async () => {
      const { audit } = stores();
      expect(await audit.latest('identity_reset')).toBeUndefined();
      await audit.append({ kind: 'identity_reset', time: NOW });
      const newest = await audit.append({ kind: 'identity_reset', time: NOW + 1 });
      await audit.append({ kind: 'login', time: NOW + 2 });
      expect(await audit.latest('identity_reset')).toEqual(newest);
    });
  });
}

function eventOf({ seq: _seq, chain: _chain, ...event }: AuditRecord): AuditEvent {
  return event;
}
