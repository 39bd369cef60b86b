import {
  type AskedEventName,
  type EventRequest,
  type EventResponse,
  CodedError,
  localError,
  type Refusal,
  type ServerEventName,
  TIMING,
  type ToldEventName,
  WireError,
} from '@parley/protocol';
import { atom } from 'nanostores';
import type { Cancel, Clock } from '../../ports/clock.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import type { Random } from '../../ports/random.ts';
import { endsSession, type Credentials } from '../../ports/credentials.ts';
import { responseIn } from './acknowledgement.ts';
import type { ConnectionState } from '../../model/connection-state.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import type { Connection, Transport } from '../../ports/transport.ts';

export interface ChatConnectionDeps {
  readonly transport: Transport;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a connection tells the rest of the client. */
export interface ChatConnectionListener {
  online(): void;
  offline(): void;
  event(name: ServerEventName, payload: unknown): void;
}

/** The one live connection to the server: reopened whenever it breaks, until it is closed or the session ends. */
export class ChatConnection {
  readonly state = atom<ConnectionState>({ kind: 'connecting' });
  readonly #deps: ChatConnectionDeps;
  readonly #listener: ChatConnectionListener;
  readonly #pending = new Set<(error: NoAnswerError) => void>();
  readonly #unsubscribe: Cancel;
  #connection: Connection | undefined;
  #stopped = true;
  #attempts = 0;
  #renewed = false;
  #renewing = false;
  #cancelTimer: Cancel = () => undefined;

  constructor(deps: ChatConnectionDeps, listener: ChatConnectionListener) {
    this.#deps = deps;
    this.#listener = listener;
    this.#unsubscribe = deps.credentials.onRenewed(() => void this.#reauthenticate());
  }

  start(): void {
    this.#stopped = false;
    this.#connect();
  }

  /** Tries at once instead of waiting, unless the token is just being renewed. */
  wake(): void {
    if (!this.#stopped && !this.#renewing && this.#connection === undefined) this.#connect();
  }

  /** The network is gone: drops a connection that still looks alive. */
  networkLost(): void {
    if (!this.#stopped && this.#connection !== undefined) this.#lost(this.#connection);
  }

  close(): void {
    this.#stopped = true;
    this.#unsubscribe();
    this.#drop();
  }

  /**
   * Sends an event without acknowledgement. Offline it is dropped.
   * @returns whether it was sent
   */
  emit<Name extends ToldEventName>(name: Name, payload: EventRequest<Name>): boolean {
    if (this.#connection === undefined || !this.#isOnline()) return false;
    this.#connection.emit(name, payload);
    return true;
  }

  /**
   * Sends a request. An overdue answer closes and reopens the connection, which may look alive although it is dead.
   * @throws CodedError with the server's code; NoAnswerError if it is unknown whether the server did it
   */
  async request<Name extends AskedEventName>(
    name: Name,
    payload: EventRequest<Name>,
  ): Promise<EventResponse<Name>> {
    const connection = this.#connection;
    if (connection === undefined || !this.#isOnline()) throw new NoAnswerError();
    const answer = await this.#answerOf(connection, connection.request(name, payload));
    this.#attempts = 0;
    try {
      return responseIn(name, answer);
    } catch (error) {
      if (error instanceof CodedError && endsSession(error.code)) this.#sessionRefused(error.toWire());
      throw error;
    }
  }

  #isOnline(): boolean {
    return this.state.get().kind === 'online';
  }

  #answerOf(connection: Connection, answer: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const cancel = this.#deps.clock.setTimeout(() => this.#lost(connection), TIMING.acknowledge);
      const fail = (error: unknown) => {
        settle();
        reject(error instanceof NoAnswerError ? error : new NoAnswerError({ cause: error }));
      };
      const settle = () => {
        cancel();
        this.#pending.delete(fail);
      };
      this.#pending.add(fail);
      answer.then((value) => {
        settle();
        resolve(value);
      }, fail);
    });
  }

  #connect(): void {
    this.#cancelTimer();
    const { transport, credentials, clock } = this.#deps;
    const unlessReplaced = (act: () => void) => {
      if (this.#connection === connection) act();
    };
    const connection = transport.connect(() => credentials.token(), {
      opened: () => unlessReplaced(() => this.#opened()),
      refused: (refusal) => unlessReplaced(() => this.#refused(refusal)),
      closed: () => this.#lost(connection),
      event: (name, payload) => unlessReplaced(() => this.#event(name, payload)),
    });
    this.#connection = connection;
    this.#cancelTimer = clock.setTimeout(() => this.#lost(connection), TIMING.authenticate);
  }

  #opened(): void {
    this.#cancelTimer();
    this.#renewed = false;
    this.state.set({ kind: 'online' });
    this.#listener.online();
  }

  #refused(refusal: Refusal): void {
    const parsed = WireError.safeParse({ retryable: true, ...refusal });
    const reason = parsed.success ? parsed.data : undefined;
    if (reason?.code === 'E_CLIENT_OUTDATED') this.#giveUp(reason);
    else if (reason !== undefined && endsSession(reason.code)) this.#sessionRefused(reason);
    else this.#retryLater(reason, refusal.retryAfterMs);
  }

  /** Trying again would be refused again, until the page is reloaded. */
  #giveUp(reason: WireError): void {
    this.#stopped = true;
    this.#drop(reason);
    this.#deps.credentials.outdated();
  }

  #lost(connection: Connection): void {
    if (this.#connection === connection) this.#retryLater();
  }

  #retryLater(reason?: WireError, retryAfterMs?: number): void {
    const { clock, random } = this.#deps;
    this.#drop(reason);
    if (this.#stopped) return;
    const delay = reconnectDelay(random, this.#attempts++, retryAfterMs);
    this.#cancelTimer = clock.setTimeout(() => this.#connect(), delay);
  }

  /** Drops the connection and fails its pending requests. */
  #drop(reason?: WireError): void {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#cancelTimer();
    connection?.close();
    const wasOnline = this.#isOnline();
    const before = this.state.get();
    const since = before.kind === 'offline' ? before.since : this.#deps.clock.now();
    if (before.kind !== 'ended')
      this.state.set({ kind: 'offline', since, ...(reason !== undefined && { reason }) });
    for (const fail of [...this.#pending]) fail(new NoAnswerError());
    if (wasOnline) this.#listener.offline();
  }

  #event(name: ServerEventName, payload: unknown): void {
    if (name !== 'token-expired') {
      this.#listener.event(name, payload);
      return;
    }
    const reason = WireError.safeParse(payload);
    this.#end(reason.success ? reason.data : localError('E_SESSION_ENDED').toWire());
  }

  /** A refused token does not mean that the session is over: asks once for a fresh token. */
  #sessionRefused(reason: WireError): void {
    if (reason.code !== 'E_UNAUTHENTICATED' || this.#renewed) this.#end(reason);
    else this.#renew(reason);
  }

  #renew(reason: WireError): void {
    this.#renewing = true;
    this.#drop(reason);
    this.#deps.credentials.renew().then(
      () => {
        this.#renewing = false;
        this.#renewed = true;
        this.wake();
      },
      (error: unknown) => {
        this.#renewing = false;
        if (error instanceof CodedError && endsSession(error.code)) this.#end(reason);
        else this.#retryLater(reason);
      },
    );
  }

  #end(reason: WireError): void {
    this.#stopped = true;
    this.#drop(reason);
    this.state.set({ kind: 'ended', reason });
    this.#deps.credentials.ended(reason);
  }

  async #reauthenticate(): Promise<void> {
    const token = this.#deps.credentials.token();
    const connection = this.#connection;
    if (token === undefined || connection === undefined) return;
    // If the connection did not get the fresh token, it would end with the old one. The next handshake sends the fresh one.
    await this.request('reauthenticate', { token }).catch(() => this.#lost(connection));
  }
}
