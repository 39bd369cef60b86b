import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { certificateUser } from '../../security/certificate-user.ts';
import { requestTokens } from '../../security/request-tokens.ts';
import { isForeign, type OriginKeeper } from '../sockets/is-foreign.ts';
import type { EngineConnection } from './engine-connection.ts';

type Next = (refusal?: Error) => void;

/**
 * Decides on each request before Engine.IO sees it. Engine.IO would give a connection to everyone who names its id: to a
 * WebSocket that takes it over, uncounted, and to a page of another site.
 */
export class PollKeeper {
  readonly #keeper: OriginKeeper;
  /** What came with the first request of each connection that polls, by the connection's id. */
  readonly #proofs = new Map<string, string>();

  constructor(keeper: OriginKeeper) {
    this.#keeper = keeper;
  }

  remember(connection: EngineConnection): void {
    const { id, transport, request } = connection;
    if (transport.name !== 'polling') return;
    this.#proofs.set(id, this.#proofOf(request));
    connection.on('close', () => this.#proofs.delete(id));
  }

  /** For Engine.IO's `use`. */
  readonly judge = (request: IncomingMessage, _response: unknown, next: Next): void => {
    const reason = this.#refusalOf(request);
    next(reason === undefined ? undefined : new Error(reason));
  };

  #refusalOf(request: IncomingMessage): string | undefined {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    // As Engine.IO reads them: of two with one name, the last.
    const { transport, sid, j } = Object.fromEntries(searchParams) as Record<string, string | undefined>;
    const isUpgrade = request.headers.upgrade !== undefined;
    if (j !== undefined) return 'a script of another site could read this';
    // A proxy that counts handshakes may read another of several than Engine.IO does.
    if (sid === '' || searchParams.getAll('sid').length > 1) return 'no connection has this name';
    if (transport === 'polling' ? isUpgrade : sid !== undefined) return 'a connection keeps its transport';
    return sid === undefined ? undefined : this.#refusalOfPoll(request, sid);
  }

  #refusalOfPoll(request: IncomingMessage, sid: string): string | undefined {
    const { access } = this.#keeper;
    const proof = this.#proofs.get(sid);
    if (!['GET', 'POST'].includes(request.method ?? '')) return 'no poll';
    if (isForeign(request, this.#keeper)) return 'a page of another site';
    if (access.allowedAddresses?.has(access.addressOf(request)) === false) return 'another network';
    // Engine.IO itself answers about connections that it does not know.
    return proof === undefined || proof === this.#proofOf(request) ? undefined : 'of another session';
  }

  /**
   * The token that a script put into a header, and the user of the certificate. Not the cookie, which every page makes the
   * browser send. The id alone must not be enough: it stands in addresses, and those in the logs of proxies. The whole
   * token, since nobody checks its signature here, and its hash, since it is kept as long as the connection.
   */
  #proofOf(request: IncomingMessage): string {
    const { access } = this.#keeper;
    const { header = '' } = requestTokens(request, access.cookieName);
    const token = createHash('sha256').update(header).digest('base64');
    return JSON.stringify([token, certificateUser(request, access)]);
  }
}
