import {
  CodedError,
  type ClientToServerEvents,
  type Entry,
  type ServerToClientEvents,
} from '@parley/protocol';
import type { Socket } from 'socket.io-client';
import { openSocket } from '../../sockets/open-sockets.ts';
import { register, type BenchAccount } from './account.ts';
import type { ParleyServer } from './parley-server.ts';
import type { Outgoing } from './talk.ts';

/** An account with a socket. */
export class ParleyMember {
  readonly account: BenchAccount;
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;

  private constructor(account: BenchAccount, socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    this.account = account;
    this.socket = socket;
  }

  static async register(server: ParleyServer, username: string): Promise<ParleyMember> {
    const account = await register(server.http, username);
    return new ParleyMember(account, await openSocket(server.socketOf(account.token)));
  }

  /** @returns what the server stored */
  async say({ event, request }: Outgoing): Promise<Entry> {
    const ack =
      event === 'privateMessage'
        ? await this.socket.emitWithAck(event, request)
        : await this.socket.emitWithAck(event, request);
    if (!ack.success) throw CodedError.fromWire(ack.error);
    return ack.response;
  }
}
