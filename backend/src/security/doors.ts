import type { IncomingMessage } from 'node:http';
import type { AddressList } from './address-list.ts';

/** What both doors, HTTP and Socket.IO, check of who comes in. */
export interface Doors {
  /** Whole origins: another port is another origin. */
  readonly allowedOrigins: readonly string[];
  readonly cookieName: string;
  /** Whether people reach us by https. */
  readonly secure: boolean;
  readonly addressOf: (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;
  /** Where it is set, nobody from elsewhere gets in; being on it is no login. */
  readonly allowedAddresses: AddressList | undefined;
  /** In lower case: the header in which our proxy names the user of a client certificate that it checked. */
  readonly certificateHeader: string | undefined;
}
