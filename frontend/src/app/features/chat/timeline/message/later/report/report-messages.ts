/** What the dialog says that reports a message. */
export const REPORT_MESSAGES = {
  intro: (name: string) =>
    `The administrators of this server will read what is shown here, and who reports it. ${name} isn't told.`,
  once: 'You can report a message once.',
  disclosed: 'What they will read',
  edited: 'Only the version that you see now, and none of before.',
  reply: 'It answers an earlier message: they learn which one, but not what that says.',
  mentions: (names: string) => `It mentions ${names}.`,
  forwarded: (name: string) => `First written by ${name}.`,
  proof: {
    signed: (name: string) =>
      `With it goes a proof that a device of ${name} has sent it. It opens no other message.`,
    open: 'The server can read this conversation, and keeps a copy of this message for them.',
    none: "It can't be proven: with this machine, messages have no signature that shows what they say. They see it marked as your word.",
  },
  kept: 'It is deleted with their decision, or after 90 days.',
  gone: "This message can't be reported any more: this device doesn't hold what it said.",
  tooLong: 'At most 1,000 characters.',
} as const;
