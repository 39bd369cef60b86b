import { spanOf } from '../../../shared/later/spans.ts';

/** What is said about the order of a room. */
export const ORDER_MESSAGES = {
  about: 'About this room',
  topicHint: 'One line, shown in the list of rooms.',
  atMost: (count: number) => `At most ${count} characters.`,
  topicLetters: 'Leave out invisible characters and line breaks.',
  slowMode: (seconds: number) => `Slow mode: members write one message every ${spanOf(seconds)}.`,
  onlyAdmins: 'Only owners and admins write here. Everyone else reads and reacts.',
  slowModeHint: 'Owners and admins don’t have to wait.',
  mutedUntil: (when: string) => `muted until ${when}`,
  mute: (name: string) => `Mute ${name}?`,
  muteText:
    'They can read, but not write, edit, react or pin, until the time is over. Everyone in the room sees that they are muted.',
  muted: (name: string) => `${name} is muted`,
  unmuted: (name: string) => `${name} can write again`,
  ban: (name: string) => ({
    title: `Ban ${name}?`,
    text: `They’re taken out of this room, can’t read what is said from now on, and can’t come back until the ban is lifted. A ban keeps out this account: the same person can come back with another one.`,
    action: 'Ban',
  }),
  banned: (name: string) => `${name} is banned`,
  unbanned: (name: string) => `${name} can join again`,
  bannedPeople: 'Banned',
  secondAccount: 'A ban keeps out an account. The same person can come back with another one.',
  nobodyBanned: 'Nobody is banned.',
  handOver: {
    title: 'Hand over this room',
    text: 'Choose who becomes its owner. You stay in it, as an admin.',
    action: (name?: string) => (name === undefined ? 'Hand over' : `Hand over to ${name}`),
  },
  nextOwner: {
    title: 'Choose the next owner',
    text: 'You’re the only owner of this room, and it needs one. Choose a member who becomes its owner; then you leave.',
    action: (name?: string) => (name === undefined ? 'Make owner and leave' : `Make ${name} owner and leave`),
  },
  appointOwner: {
    title: 'Choose an owner',
    text: 'Nobody who owns this room has an account in use. As an administrator of this server, you can make a member its owner.',
    action: (name?: string) => (name === undefined ? 'Make owner' : `Make ${name} owner`),
  },
  abandoned: 'Nobody who owns this room has an account in use.',
  nobodyToChoose: 'There is nobody else to choose.',
  noMatch: (query: string) => `No members match “${query}”.`,
  handedOver: (name: string) => `${name} owns this room now`,
  onlyMember:
    'You’re the only one in this room, so there is nobody to leave it to. You can delete it instead.',
} as const;
