import type { Credentials } from '../ports/credentials.ts';
import type { HttpTransport } from '../ports/http-transport.ts';
import type { SpareCopy } from '../ports/storage/lasting-storage.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import type { LogStorage } from '../ports/storage/log-storage.ts';
import type { Opener } from '../ports/opener.ts';
import type { OutboxOwnership } from '../ports/outbox/outbox-ownership.ts';
import type { PasswordProving } from '../ports/password-proving.ts';
import type { QueueStorage } from '../ports/storage/queue-storage.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SealingLoader } from '../ports/sealing/sealing.ts';
import type { Transport } from '../ports/transport.ts';

/** What a link to the server needs. */
export interface ServerDeps {
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly http: HttpTransport;
  /** The windows of the local copy. */
  readonly windows: LogStorage;
  /** The outbox of the local copy. */
  readonly queue: QueueStorage;
  /** Loads and begins a copy in memory, which takes the place of the stored one. Tried again if it fails. */
  readonly spare: (local: LocalHalf) => Promise<SpareCopy>;
  /** Decides which tab sends; if left out, this client does not share its outbox with other tabs. */
  readonly ownership?: OutboxOwnership;
  /** Left out, no password of a room is proved or set. */
  readonly proving?: PasswordProving;
  /** Left out, payloads are plain. */
  readonly sealing?: SealingLoader;
  /** In place of `sealing`. */
  readonly opener?: Opener;
  readonly sealer?: Sealer;
}
