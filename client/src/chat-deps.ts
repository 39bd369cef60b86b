import type { User } from '@parley/protocol';
import type { Transport } from './connection/transport.ts';
import type { Clock } from './clock/clock.ts';
import type { HttpTransport } from './http/http-transport.ts';
import type { OutboxOwnership } from './outbox/outbox-ownership.ts';
import type { Random } from './random/random.ts';
import type { Credentials } from './session/credentials.ts';
import type { ChatStorage } from './storage/chat-storage.ts';

/** Everything of the outside that a chat client touches. */
export interface ChatDeps {
  /** Who is logged in. */
  readonly me: User;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly http: HttpTransport;
  /** The local copy of this user. */
  readonly storage: ChatStorage;
  /** Which tab sends; left out, this client shares its outbox with nobody. */
  readonly ownership?: OutboxOwnership;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Told of failures that nobody waits for, such as a local database that broke. */
  readonly report?: (error: unknown) => void;
}
