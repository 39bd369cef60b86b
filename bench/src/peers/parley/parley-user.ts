import { TIMING, type Entry } from '@parley/protocol';
import type { PeerUser, Send } from '../../peer.ts';
import { DIRECT_RECEIPT_MS } from '../direct-receipt.ts';
import { Receipts } from '../receipts.ts';
import type { ParleyMember } from './parley-member.ts';
import type { Talk } from './talk.ts';

/** A user who writes to a partner and to the room of all. */
export class ParleyUser implements PeerUser {
  readonly #member: ParleyMember;
  readonly #partner: Talk;
  readonly #room: Talk;
  readonly #receipts: readonly Receipts[];

  constructor(member: ParleyMember, partner: Talk, room: Talk) {
    this.#member = member;
    this.#partner = partner;
    this.#room = room;
    this.#receipts = [
      this.#acknowledge(partner, DIRECT_RECEIPT_MS),
      this.#acknowledge(room, TIMING.marksMerge),
    ];
  }

  toPartner(text: string, ahead: number): Promise<Send> {
    return this.#sending(this.#partner, text, ahead);
  }

  toRoom(text: string, ahead: number): Promise<Send> {
    return this.#sending(this.#room, text, ahead);
  }

  onMessage(listener: () => void): () => void {
    const { socket, account } = this.#member;
    const heard = (entry: Entry) => {
      if (entry.sender !== account.uid && entry.body.kind === 'message') listener();
    };
    socket.on('response', heard);
    return () => void socket.off('response', heard);
  }

  close(): void {
    for (const receipts of this.#receipts) receipts.stop();
    this.#member.socket.close();
  }

  async #sending(talk: Talk, text: string, ahead: number): Promise<Send> {
    const next = await talk.prepare(text, ahead);
    return () => {
      const message = next();
      return message && this.#member.say(message).then((entry) => talk.heard(entry));
    };
  }

  /** @param delay in ms */
  #acknowledge(talk: Talk, delay: number): Receipts {
    const { socket } = this.#member;
    const { conversation } = talk;
    const receipts = new Receipts(delay, (seq) =>
      socket.emit('delivered', { marks: [{ conversation, seq }] }),
    );
    socket.on('response', (entry) => {
      if (entry.conversation !== conversation) return;
      talk.heard(entry);
      receipts.received(entry.seq);
    });
    return receipts;
  }
}
