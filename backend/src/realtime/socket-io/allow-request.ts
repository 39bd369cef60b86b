import type { IncomingMessage } from 'node:http';
import type { Logger } from '../../logging/logger.ts';
import type { AuditNotes } from '../../security/audit/audit-notes.ts';
import type { AccessRules } from '../../security/access-rules.ts';
import type { Admission } from '../admission/admission.ts';

export interface RequestKeeper {
  readonly access: AccessRules;
  readonly admission: Pick<Admission, 'isFull' | 'hasRoom'>;
  readonly auditNotes: AuditNotes;
  readonly logger: Logger;
  /** Whether the server is about to stop. */
  readonly draining: () => boolean;
}

type Answer = (error: string | null, success: boolean) => void;

/**
 * Decides on a connection before the upgrade. Pages of other origins are refused here: Socket.IO's `cors` alone would
 * admit their WebSockets. A request without Origin comes from no browser; its cookie alone will not count later.
 * @returns the handler for Engine.IO's `allowRequest`
 */
export function allowRequest(keeper: RequestKeeper) {
  return (request: IncomingMessage, answer: Answer): void => {
    refusalOf(request, keeper).then(
      (refusal) => answer(refusal ?? null, refusal === undefined),
      (error: unknown) => {
        keeper.logger.error({ err: error }, 'a connection could not be judged');
        answer('E_INTERNAL', false);
      },
    );
  };
}

async function refusalOf(request: IncomingMessage, keeper: RequestKeeper): Promise<string | undefined> {
  const { access, admission, auditNotes, draining } = keeper;
  const { origin } = request.headers;
  const address = access.addressOf(request);
  const isOurs = origin === undefined || access.allowedOrigins.includes(origin);
  if (!isOurs)
    auditNotes.note({ kind: 'origin_refused', address, details: { origin: origin.slice(0, 300) } });
  if (draining() || admission.isFull) return 'E_SERVER_FULL';
  if (!isOurs || access.allowedAddresses?.has(address) === false) return 'E_ORIGIN';
  return (await admission.hasRoom(address)) ? undefined : 'E_TOO_MANY_CONNECTIONS';
}
