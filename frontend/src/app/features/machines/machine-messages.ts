/** What the pages of machines say. */
export const MACHINE_MESSAGES = {
  intro: 'Programs that take part, such as a build server or a bot. Each has an account of its own.',
  none: 'There are no machines yet.',
  onlyAdmins: 'Only administrators see this page.',
  suspended: 'suspended',
  gone: 'There is no such machine.',
  owner: (name: string) => (name === 'You' ? 'You answer for it' : `${name} answers for it`),
  noOwner: 'Nobody answers for it',
  narrower: 'Logins and tokens that allow more than this end at once.',
  readable: 'It has no key: the server can read direct messages with it.',
  shownOnce: "Copy it now. You won't see this token again.",
  noTokens: 'It has no tokens. A program logs in with one, or with the key of the machine.',
  neverUsed: 'never used',
  used: (time: string) => `last used ${time}`,
  until: (time: string) => `until ${time}`,
  rooms: (count: number) => (count === 1 ? 'one room' : `${count} rooms`),
  suspend: (name: string) => ({
    title: `Suspend ${name}?`,
    text: 'All its connections end, and its tokens are refused until you resume it.',
    action: 'Suspend',
  }),
  revoke: (name: string) => ({
    title: `Revoke “${name}”?`,
    text: "Whoever uses this token is cut off. You can't undo this.",
    action: 'Revoke',
  }),
} as const;
