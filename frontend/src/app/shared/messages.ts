const plural = new Intl.PluralRules('en');
const number = new Intl.NumberFormat();

/** "1 member", "2 members", with the number as the reader's language writes it. */
export function counted(count: number, one: string, other: string): string {
  return `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}

/**
 * Texts that code shows; those about actions and of parts loaded later are in `ACTION_MESSAGES`. Texts of templates, menus, choices and form rules are
 * where they are shown. Texts with values are functions, so that a translation can reorder the values.
 */
export const MESSAGES = {
  product: 'Parley',
  undo: 'Undo',
  you: 'You',
  youAsObject: 'you',
  somebody: 'Someone',
  namesake: (name: string, username: string) => `${name} (@${username})`,
  announcements: 'Announcements',
  notes: 'Notes to yourself',
  unnamedGroup: 'Group',
  noConversations: 'Your chats appear here. Search for a colleague above, or press + to start a group.',
  noneArchived: 'No archived chats.',
  allArchived: 'All your chats are archived.',
  noMessages: 'No messages yet. Say hello.',
  noAnnouncements: 'News from the people who run this server appears here.',
  firstAnnouncement: 'Write the first announcement. Everyone on this server can read it.',
  newsForEveryone: 'News for everyone',
  onlyForYou: 'Only you can see this',
  noNotes: 'Write down what you want to keep. Only you can see it.',
  notHereYet: "These messages aren't on this device yet. They'll load when you're back online.",
  machine: 'Machine',
  online: 'online',
  lastSeen: (time: string) => `last seen ${time}`,
  members: (count: number) => counted(count, 'member', 'members'),
  unread: (count: number) => counted(count, 'unread message', 'unread messages'),
  mentions: (count: number) => counted(count, 'mention', 'mentions'),
  newMessages: (count: number) => counted(count, 'new message', 'new messages'),
  /** @param left bytes, about one per letter; negative if the text is too long */
  left: (left: number) => (left < 0 ? `${number.format(-left)} too many` : `${number.format(left)} left`),
  draft: 'Draft',
  deleted: 'Message deleted',
  deletedBy: (who: string) => `Message deleted by ${who}`,
  invisible: 'Empty message',
  unreadable: "This message can't be shown here",
  message: 'Message',
  unopened: 'Not opened yet',
  removedByServer: 'Removed by the server',
  serverReads: 'The server can read what is written here',
  hidden: "Messages from while you weren't in this group aren't shown.",
  callsUnknown: "Your message wasn't sent: it isn't known yet whom @all and @here notify. Send it again.",
  notStored: "This browser couldn't store your message. Free some disk space and try again.",
  noAnswer: "The server didn't answer. Check your connection and try again.",
  tryAgainIn: (ms: number) => {
    const minutes = Math.ceil(ms / 60_000);
    if (minutes === 1) return 'You can try again within a minute.';
    const hours = Math.ceil(minutes / 60);
    if (hours > 48) return `You can try again in ${counted(Math.ceil(hours / 24), 'day', 'days')}.`;
    if (minutes > 120) return `You can try again in ${counted(hours, 'hour', 'hours')}.`;
    return `You can try again in ${counted(minutes, 'minute', 'minutes')}.`;
  },
  status: {
    pending: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    refused: 'Not sent',
    lost: 'No longer on the server',
  },
  typing: (names: readonly string[]) => {
    const [first = '', second = ''] = names;
    if (names.length === 0) return '';
    if (names.length === 1) return `${first} is typing`;
    return names.length === 2 ? `${first} and ${second} are typing` : 'Several people are typing';
  },
  closed: {
    newer: 'Reload to write here. This conversation needs a newer version.',
    ended: 'This group was deleted. You can still read it.',
    muted: "You're muted.",
    admins: 'Only admins can write here.',
    left: "You're no longer in this group.",
    blocked: 'You blocked this person.',
    newKeys: 'To write here, accept the new keys above.',
  },
  earlier: 'an earlier message',
  show: 'Show message',
  notOnDevice: 'Not on this device yet',
  unreachable: "That message isn't on this device yet. Try again when you're back online.",
  notThere: "That message isn't in this conversation.",
  notForYou: "From while you weren't in this group",
  notSent: (why: string) => `Not sent. ${why}`,
  notChanged: (why: string) => `Not changed. ${why}`,
  find: 'Find a conversation or a person',
  keyboard: 'Keyboard shortcuts',
} as const;

/** "Alice", "Alice and Bob", "Alice, Bob, and 3 others" in the reader's language. */
export function listOf(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  const parts = rest > 0 ? [...names.slice(0, shown), counted(rest, 'other', 'others')] : names;
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(parts);
}
