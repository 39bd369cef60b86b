import type { Body, ConversationState, Uuid } from '@parley/protocol';
import { placesOf, type Command } from '../../../src/domain/log/command.ts';
import { decide } from '../../../src/domain/log/decide.ts';
import { nextEntry } from '../../../src/domain/log/next-entry.ts';
import type { Refusal } from '../../../src/domain/log/refusal.ts';
import { command as plain } from '../commands.ts';
import { emptyLog, keysOn, sealedCommand } from './sealed-commands.ts';

export const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
export const [owner, admin, member, stranger] = [uid('a'), uid('b'), uid('c'), uid('d')];
export const conversation = uid('e');

export type CreatedBody = Extract<Body, { kind: 'created' }>;

export const created: CreatedBody = {
  kind: 'created',
  type: 'group',
  name: 'Rowing club',
  visibility: 'private',
  protection: 'sealed',
  history: 'fromJoin',
  members: [
    { uid: owner, role: 'owner' },
    { uid: admin, role: 'admin' },
    { uid: member, role: 'member' },
  ],
};

/** A log with all its states, so that an envelope can be made on any of them. */
export class Log {
  readonly states: ConversationState[] = [];

  get state(): ConversationState {
    return this.at(this.states.length);
  }

  at(seq: number): ConversationState {
    const state = this.states[seq - 1];
    if (state === undefined) throw new Error(`no entry ${seq}`);
    return state;
  }

  append(next: Command): this {
    const seen = placesOf(next, this.states.at(-1)).seen;
    const referred = seen === undefined ? {} : { seen: this.at(seen).chain };
    this.states.push(nextEntry(this.states.at(-1), next, referred, 0).state);
    return this;
  }

  says(sender: Uuid, body: Body): this {
    return this.append(sealedCommand(this.state, sender, body));
  }

  /** An epoch whose keys come in one part. */
  epoch(sender: Uuid = owner): this {
    return this.says(sender, keysOn(this.state));
  }

  refusal(next: Command): Refusal | undefined {
    const { target, seen } = placesOf(next, this.state);
    const about =
      target === undefined ? undefined : { seq: target, sender: member, body: MESSAGE, payload: undefined };
    const referred = { target: about, seen: seen === undefined ? undefined : this.at(seen).chain };
    return decide(this.state, referred, next, 0);
  }

  /** Of an envelope that was made `behind` entries ago. */
  code(sender: Uuid, body: Body, behind = 0): Refusal | undefined {
    return this.refusal(sealedCommand(this.at(this.states.length - behind), sender, body));
  }
}

export const MESSAGE: Body = { kind: 'message', epoch: 1 };

/** A sealed group before its first epoch. */
export function group(changed: Partial<CreatedBody> = {}): Log {
  return new Log().append(sealedCommand(emptyLog(conversation), owner, { ...created, ...changed }));
}

export function openGroup(changed: Partial<CreatedBody> = {}): Log {
  return new Log().append(plain(conversation, owner, { ...created, protection: 'open', ...changed }));
}

/** A sealed group of so many. */
export function crowd(size: number): Log {
  const more = others(size - created.members.length).map((one) => ({ uid: one, role: 'member' as const }));
  return group({ members: [...created.members, ...more] });
}

/** So many other people. */
export const others = (count: number) =>
  Array.from({ length: count }, (_, i) => `${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`);
