import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type {
  AuditEvent,
  AuditFilter,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditStore,
} from '../../../src/domain/audit/audit-store.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { NOW, someone } from '../commands.ts';

const MANY = { limit: 100, most: 1_000 };

export function auditPageContract(stores: () => Stores): void {
  describe('a page of the audit log', () => {
    test('has the newest first, by time and not by number, and goes on where the one before ended', async () => {
      const { audit } = stores();
      const uid = someone();
      const [a, b, c, d] = await appended(audit, [
        { kind: 'login', time: NOW + 5, uid },
        { kind: 'logout', time: NOW + 7, uid },
        { kind: 'login', time: NOW + 5, uid },
        { kind: 'logout', time: NOW + 6, uid },
      ]);

      expect(await audit.page({ uid, ...MANY })).toEqual({ records: [b, d, c, a] });
      const first = await audit.page({ uid, limit: 3, most: 1_000 });
      expect(first).toEqual({ records: [b, d, c], next: c?.seq });
      expect(await audit.page({ uid, before: first.next, ...MANY })).toEqual({ records: [a] });
      expect(await audit.page({ uid, before: a?.seq, ...MANY })).toEqual({ records: [] });
    });

    test('has what fits every part of a filter, in all their combinations', async () => {
      const { audit } = stores();
      const [uids, addresses] = [
        [someone(), someone()],
        [randomUUID(), randomUUID()],
      ];
      const kinds = ['vault_a', 'vault_b'].map((name) => name as AuditEvent['kind']);
      const records = await appended(
        audit,
        Array.from({ length: 24 }, (_, n) => ({
          kind: kinds[n % 2] ?? 'login',
          time: NOW + 100 + n,
          uid: uids[Math.floor(n / 2) % 2],
          address: addresses[Math.floor(n / 4) % 2],
        })),
      );
      const span = { since: NOW + 103, until: NOW + 118 };
      for (const kind of [undefined, ...kinds])
        for (const uid of [undefined, ...uids])
          for (const address of [undefined, ...addresses])
            for (const times of [{}, span]) {
              const filter = { kind, uid, address, ...times };
              if (kind === undefined && uid === undefined && address === undefined) continue;
              const fitting = records.filter((record) => fits(record, filter)).toReversed();
              expect(await whole(audit, { ...filter, limit: 5, most: 1_000 })).toEqual(fitting);
            }
    });

    test('of a span has both its ends, and those in between', async () => {
      const { audit } = stores();
      const at = NOW + 1_000_000;
      const records = await appended(
        audit,
        [1, 2, 3, 4].map((n) => ({ kind: 'login', time: at + n }) as const),
      );
      const span = { since: at + 2, until: at + 3 };
      expect(await audit.page({ ...span, ...MANY })).toEqual({
        records: [records[2], records[1]],
      });
      expect(await audit.page({ ...span, before: records[3]?.seq, ...MANY })).toEqual({
        records: [records[2], records[1]],
      });
      expect(await audit.page({ ...span, before: records[2]?.seq, ...MANY })).toEqual({
        records: [records[1]],
      });
    });

    test('behind a record that there is not begins with the newest', async () => {
      const { audit } = stores();
      const uid = someone();
      const records = await appended(audit, [{ kind: 'login', time: NOW, uid }]);
      expect(await audit.page({ uid, before: 2 ** 40, ...MANY })).toEqual({ records });
    });

    test('of nobody, and of a time when nothing was, is empty', async () => {
      const { audit } = stores();
      expect(await audit.page({ uid: someone(), ...MANY })).toEqual({ records: [] });
      expect(await audit.page({ since: 1, until: 2, ...MANY })).toEqual({ records: [] });
      expect(await audit.page({ since: 2, until: 1, ...MANY })).toEqual({ records: [] });
    });

    test('ends after as many records as may be looked at, and says where to go on', async () => {
      const { audit } = stores();
      const uid = someone();
      const [rare] = await appended(audit, [
        { kind: 'identity_reset', time: NOW, uid },
        ...Array.from({ length: 30 }, (_, n) => ({ kind: 'login', time: NOW + 1 + n, uid }) as const),
      ]);
      const query = { uid, kind: 'identity_reset', limit: 5, most: 10 } as const;
      const pages = await pagesOf(audit, query);
      expect(pages.flatMap(({ records }) => records)).toEqual([rare]);
    });
  });
}

async function appended(audit: AuditStore, events: readonly AuditEvent[]): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const event of events) records.push(await audit.append(event));
  return records;
}

async function pagesOf(audit: AuditStore, query: AuditQuery): Promise<readonly AuditPage[]> {
  const pages = [await audit.page(query)];
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next)
    pages.push(await audit.page({ ...query, before: next }));
  return pages;
}

async function whole(audit: AuditStore, query: AuditQuery): Promise<readonly AuditRecord[]> {
  return (await pagesOf(audit, query)).flatMap(({ records }) => records);
}

function fits(
  record: AuditRecord,
  { kind, uid, address, since = 0, until = Infinity }: AuditFilter,
): boolean {
  return (
    [kind ?? record.kind, uid ?? record.uid, address ?? record.address].every(
      (value, index) => value === [record.kind, record.uid, record.address][index],
    ) &&
    record.time >= since &&
    record.time <= until
  );
}
