import type { SealedConversation } from '@parley/client';
import { listOf } from '../../../../shared/messages.ts';

/** Who can read a conversation. */
export type Readers =
  | { readonly kind: 'self' | 'everyone' | 'room' }
  | {
      readonly kind: 'peer';
      readonly name: string;
      readonly verified: boolean;
      readonly isMachine: boolean;
    }
  /** `keyless`: the names of those whose keys are lacking. */
  | { readonly kind: 'group'; readonly keyless: readonly string[] };

export interface LockWords {
  readonly title: string;
  readonly sentences: readonly string[];
}

const SERVER_KNOWS =
  "The server carries it, but can't read it. It knows who is here, and when something is sent.";

/** What a lock says: who can read what is written here. */
export function lockWords(protection: SealedConversation['protection'], readers: Readers): LockWords {
  switch (protection) {
    case 'sealed':
      return {
        title: 'End-to-end encrypted',
        sentences: [readBy(readers), SERVER_KNOWS, ...compare(readers)],
      };
    case 'begins':
      return {
        title: 'Encrypted from your next message on',
        sentences: [readBy(readers), SERVER_KNOWS, ...compare(readers)],
      };
    case 'simple':
      return {
        title: 'Encrypted more simply',
        sentences: [
          readBy(readers),
          'This machine can do no more: there is no protection against quantum computers here, and no check that the server shows everything.',
        ],
      };
    case 'open':
      return { title: 'Not encrypted', sentences: whyOpen(readers) };
  }
}

function readBy(readers: Readers): string {
  if (readers.kind === 'self') return 'Only you can read what you write here, on your devices.';
  if (readers.kind === 'peer') return `Only you and ${readers.name} can read what you write to each other.`;
  return 'Only the members of this group can read what is written here.';
}

function compare(readers: Readers): readonly string[] {
  if (readers.kind !== 'peer') return [];
  if (readers.verified) return [`You verified ${readers.name}: you compared the safety number.`];
  return [`To be sure that it's ${readers.name}, compare the safety number: it's in the details.`];
}

function whyOpen(readers: Readers): readonly string[] {
  const reads = 'The server, and whoever runs it, can read what is written here.';
  switch (readers.kind) {
    case 'everyone':
      return [reads, 'Announcements are for everyone on this server.'];
    case 'room':
      return [reads, 'Everyone on this server can join this room and read all of it.'];
    case 'self':
      return [reads, 'Log out and in again to change that.'];
    case 'peer':
      return readers.isMachine
        ? [reads, `${readers.name} is a machine without keys.`]
        : [reads, `This ends once ${readers.name} has logged in again: their account has no keys yet.`];
    case 'group':
      return readers.keyless.length === 0
        ? [reads]
        : [reads, `This ends once these people have logged in again: ${listOf(readers.keyless, 5)}.`];
  }
}
