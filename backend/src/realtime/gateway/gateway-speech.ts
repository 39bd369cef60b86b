import {
  CodedError,
  ParleyError,
  type GatewayFrame,
  type ServerEventData,
  type ServerEventName,
  type Uuid,
  type WireError,
} from '@parley/protocol';
import { randomUUID } from 'node:crypto';
import { eventOf, idIn, type Asked, type EventOfContext } from './event-of.ts';
import { LogFollower, type FollowerParts } from './log-follower.ts';
import { resultOf } from './server-envelope.ts';
import { Resuming, type Wish } from './resuming.ts';
import type { Speech, SpeechParts } from './speech.ts';

export interface GatewaySpeechParts
  extends SpeechParts, Pick<FollowerParts, 'find' | 'wait'>, EventOfContext {
  readonly wish: Wish;
  /** A failure as the client learns of it. */
  readonly wireErrorOf: (error: unknown) => WireError;
}

/** An envelope that was read, or why it was not. */
type Read = { readonly id: Uuid | undefined } & (
  | { readonly kind: 'asked'; readonly asked: Asked; readonly answerId: Uuid }
  | { readonly kind: 'refused'; readonly error: WireError }
);

/** Speaks in envelopes. */
export class GatewaySpeech implements Speech {
  readonly #parts: GatewaySpeechParts;
  readonly #follower: LogFollower;
  readonly #resuming: Resuming;
  /** Envelopes are read one after the other, since reading one may take a query. */
  #turn: Promise<unknown> = Promise.resolve();
  #presence: Promise<void> = Promise.resolve();

  constructor(parts: GatewaySpeechParts) {
    this.#parts = parts;
    const failed = (error: unknown) => parts.connection.close(parts.wireErrorOf(error));
    this.#resuming = new Resuming(parts, failed);
    const { beginning } = this.#resuming;
    this.#follower = new LogFollower({ ...parts, beginning, send: (frame) => this.send(frame), failed });
  }

  send(frame: GatewayFrame): void {
    this.#parts.outlet.send(JSON.stringify(frame));
  }

  async heard(text: string): Promise<void> {
    const turn = this.#turn.then(() => this.#read(text));
    this.#turn = turn;
    const read = await turn;
    try {
      if (read.kind === 'refused') this.#refuse(read.id, read.error);
      else await this.#answer(read);
    } catch (error) {
      this.#refuse(read.id, this.#parts.wireErrorOf(error));
    }
  }

  told<Name extends ServerEventName>(name: Name, data: ServerEventData<Name>): void {
    const tell: Teller<Name> = TELLERS[name];
    tell(this, data);
  }

  get follower(): LogFollower {
    return this.#follower;
  }

  /** Who came and went, by name, one batch after the other. */
  showPresence(batch: ServerEventData<'onlineStatus'>): void {
    this.#presence = this.#presence.then(() => this.#showPresence(batch));
  }

  async #showPresence({ users }: ServerEventData<'onlineStatus'>): Promise<void> {
    const { names } = this.#parts;
    // Without the names, their uids say it.
    await names.load(users.map(({ uid }) => uid)).catch(NOTHING);
    const shown = users.map(({ uid, online, lastSeen }) => ({
      uid,
      username: names.of(uid),
      online,
      ...(lastSeen !== undefined && { last_seen: lastSeen }),
    }));
    this.send({ header: { message_type: 'presence' }, body: { users: shown } });
  }

  async #read(text: string): Promise<Read> {
    const { connection, wireErrorOf } = this.#parts;
    let id: Uuid | undefined;
    try {
      const value = parsed(text);
      id = idIn(value);
      const answerId = id ?? randomUUID();
      return {
        kind: 'asked',
        id,
        answerId,
        asked: await eventOf(this.#parts, connection.data.uid, value, answerId),
      };
    } catch (error) {
      return {
        kind: 'refused',
        id,
        error: error instanceof CodedError ? error.toWire() : wireErrorOf(error),
      };
    }
  }

  async #answer({ asked, id, answerId }: Extract<Read, { kind: 'asked' }>): Promise<void> {
    const { name, input } = asked;
    const header = { message_type: 'ack', id: answerId } as const;
    const { answer } = this.#parts;
    if (name === 'command') {
      const answered = await answer(name, input);
      if (answered.success) this.send({ header, body: resultOf(answered.response) });
      else this.#refuse(id, answered.error);
    } else if (name === 'resume') {
      this.#resuming.take(input);
      if (id !== undefined) this.send({ header, body: {} });
    } else if (name === 'delivered' || name === 'read') {
      const answered = await answer(name, input);
      if (!answered.success) this.#refuse(id, answered.error);
      else if (id !== undefined) this.send({ header, body: {} });
    } else {
      const answered = await answer(name, input);
      if (!answered.success) {
        this.#refuse(id, answered.error);
        return;
      }
      const { response: entry } = answered;
      const { conversation, seq, time: timestamp } = entry;
      await new Promise<void>((resolve) => {
        this.#follower.acknowledge(entry, (where) => {
          const place = where === 'in place' && { conversation, seq, timestamp };
          this.send({ header: { ...header, ...place }, body: {} });
          resolve();
        });
      });
    }
  }

  #refuse(id: Uuid | undefined, error: WireError): void {
    this.send({ header: { message_type: 'error', ...(id !== undefined && { id }) }, body: error });
  }
}

type Teller<Name extends ServerEventName> = (speech: GatewaySpeech, data: ServerEventData<Name>) => void;

const NOTHING = () => undefined;

/** What a script is told of each event. */
const TELLERS: { readonly [Name in ServerEventName]: Teller<Name> } = {
  response: ({ follower }, entry) => follower.entry(entry),
  newgrp: ({ follower }, { head }) => follower.met(head),
  onlineStatus: (speech, batch) => speech.showPresence(batch),
  updateDeliveryStatusOnConnection: (speech, { conversation, marks }) =>
    speech.send({ header: { message_type: 'delivery', conversation }, body: { marks } }),
  'token-expired': (speech, body) => speech.send({ header: { message_type: 'error' }, body }),
  typing: NOTHING,
  keyLogGrown: NOTHING,
  vaultChanged: NOTHING,
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ParleyError('E_BAD_JSON');
  }
}
