import type { IncomingMessage } from 'node:http';
import type { AddressList } from './addresses/address-list.ts';

/** Checks on clients that HTTP and Socket.IO share. */
export interface AccessRules {
  /** Whole origins: a different port is a different origin. */
  readonly allowedOrigins: readonly string[];
  readonly cookieName: string;
  /** Whether users reach the server by https. */
  readonly secure: boolean;
  readonly addressOf: (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;
  /** If set, only clients from these addresses are admitted. They still have to log in. */
  readonly allowedAddresses: AddressList | undefined;
  /** In lower case: the header in which the proxy names the user of a client certificate that it checked. */
  readonly certificateHeader: string | undefined;
}
