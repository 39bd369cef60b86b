import {
  bytesOf,
  checkEvidence,
  decodeEnvelope,
  isContent,
  type KeptEvidence,
  type ResponseOf,
  type Uuid,
} from '@parley/protocol';
import { followKeyLog, keyLogCrypto, unknownKeyLog } from '../../crypto/key-log/follow-key-log.ts';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import { pause } from '../../platform/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpApi } from '../../ports/http-api.ts';
import type { CheckedReport, SigningDevice } from '../../ports/administration/reports.ts';

interface CheckDeps {
  readonly api: HttpApi;
  readonly clock: Clock;
}

/** A report with what its evidence shows, held here against the entry of the log and the key log of who wrote it. */
export async function checkedReport(deps: CheckDeps, details: ResponseOf<'report'>): Promise<CheckedReport> {
  const { report, entry, evidence } = details;
  if (entry === undefined || evidence === undefined) return { details, shown: undefined, device: undefined };
  const followed = evidence.kind === 'sealed' ? await keyLogOf(deps, report.sender) : undefined;
  const known = {
    device: (id: Uuid) => followed?.log.devices.get(id),
    keyLogHash: (seq: number) => followed?.hashes[seq],
  };
  const isReported =
    entry.conversation === report.conversation &&
    entry.sender === report.sender &&
    entry.seq === report.version;
  const shown = isReported
    ? await checkEvidence(keyLogCrypto, entry, known, evidence)
    : ({ kind: 'refused', refusal: 'evidence' } as const);
  const device = shown.kind === 'proven' && followed ? deviceIn(evidence, followed) : undefined;
  return { details, shown, device };
}

/** The whole key log, checked from its first entry on; none if the server shows one that is not right. */
async function keyLogOf({ api, clock }: CheckDeps, uid: Uuid): Promise<FollowedKeyLog | undefined> {
  const rest = () => pause(clock, 0);
  const entries: ResponseOf<'keyLogs'>['keyLogs'][number]['entries'] = [];
  for (;;) {
    const { keyLogs, done } = await api.call('keyLogs', { body: { after: [{ uid, seq: entries.length }] } });
    const more = keyLogs.find((log) => log.uid === uid)?.entries ?? [];
    entries.push(...more);
    if (done > 0 || more.length === 0) break;
  }
  const following = await followKeyLog(unknownKeyLog(uid), entries, rest);
  return following.kind === 'followed' ? following.known : undefined;
}

function deviceIn({ payload }: KeptEvidence, { log, times }: FollowedKeyLog): SigningDevice | undefined {
  const { envelope } = decodeEnvelope(bytesOf(payload.bytes));
  if (!isContent(envelope)) return undefined;
  const { device: id } = envelope.header;
  return { id, addedAt: times?.[log.devices.get(id)?.addedAt ?? 0] };
}
