import type { EvidenceRefusal } from '@parley/protocol';

/** What the page of reports says. */
export const QUEUE_MESSAGES = {
  intro:
    'Messages that people have reported to you. What they disclosed is deleted with your decision, or after 90 days. Nobody else sees it, and that you read it is in the audit log.',
  noneOpen: 'Nothing is waiting for you.',
  noneEnded: 'Nothing was decided yet.',
  somebody: 'Somebody',
  by: (reporter: string, when: string) => `Reported by ${reporter}, ${when}`,
  noWords: 'No further words.',
  erased: 'What was disclosed is deleted.',
  deleted: 'The message was deleted since. You see what was reported.',
  edited: 'An edit: the message said something else before.',
  proven: (name: string, device: string, since: string) =>
    `Proven: sent by ${name}'s device ${device}${since === '' ? '' : `, in use since ${since}`}. This page has checked it against the key log and the conversation's log.`,
  open: "Proven by the server's own log: the conversation isn't encrypted.",
  unproven:
    'Not provable: messages with machines have no signature over what they say. This is the reporter’s word.',
  refused: (refusal: EvidenceRefusal) =>
    `Proves nothing: what was disclosed doesn't fit the message that the log has (${refusal}).`,
  sealedStays:
    "It can't be deleted from here: in an encrypted conversation, only what a member's own device has signed counts.",
  othersStay:
    "It can't be deleted from here: the rules of conversations let only their owners and admins delete what others wrote, and you are none of them there.",
  ended: {
    delete: 'The message was deleted',
    warn: 'Warned',
    mute: 'Muted',
    deactivate: 'Deactivated',
    dismiss: 'Dismissed',
    expired: 'Ended after 90 days without a decision',
  } as Readonly<Record<string, string>>,
  otherEnd: 'Ended',
  endedBy: (what: string, who: string, when: string) => `${what} by ${who}, ${when}`,
  endedAt: (what: string, when: string) => `${what}, ${when}`,
  until: (when: string) => `until ${when}`,
  done: 'Decided. The evidence is deleted.',
  unmuted: (name: string) => `${name} may write again`,
} as const;
