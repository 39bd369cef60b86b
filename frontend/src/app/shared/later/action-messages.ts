import { counted } from '../messages.ts';

/** What becomes of the account's keys in this browser, as far as its user should know. */
export type KeysAtLogout = 'deleted' | 'uncertain' | 'lastWay' | 'stay';

const KEYS_AT_LOGOUT: Readonly<Record<KeysAtLogout, string>> = {
  deleted: '',
  uncertain:
    " Your keys in this browser are deleted, too. They aren't open now, so Parley can't tell whether the server has them: without them, what you wrote and got may stay closed for ever.",
  lastWay:
    " Your keys are deleted here, too. If your password is reset later and no other browser has them, you'll have to start with new ones: make a recovery key first, in Settings.",
  stay: ' Your keys stay in this browser, because the server may have lost them. Log in again here to put them back.',
};

/** Messages about actions, and of parts that are loaded later. Loaded with the code of those, not with the page. */
export const ACTION_MESSAGES = {
  noFiles: "Files can't be sent yet. Paste a link to it instead.",
  conversation: 'Conversation',
  editMessage: 'Edit message',
  reply: 'Reply',
  replyTo: (name: string) => `Reply to ${name}`,
  replyToYourself: 'Reply to yourself',
  noneMatch: (query: string) => `No people, rooms or conversations match “${query}”.`,
  onlyOnThisDevice: "You're offline: only conversations on this device",
  askNotifications: "Get notified when you're in another tab?",
  turnOn: 'Turn on',
  logOut: (unsent: number, keys: KeysAtLogout) => ({
    title: 'Log out?',
    text: `${
      unsent === 0
        ? 'This deletes the copy of your conversations in this browser. They stay on the server.'
        : `${counted(unsent, 'message has', 'messages have')} not been sent yet and will be lost.`
    }${KEYS_AT_LOGOUT[keys]}`,
    action: 'Log out',
  }),
  keys: {
    locked: "Your keys are locked, so messages can't be read or sent here.",
    alarm: 'Something is wrong with your keys.',
    noRoom: "This device has no room for your keys, so messages can't be read or sent here.",
    revoked: 'This browser was logged out from another device.',
    putBack: 'Someone spoilt your keys on the server. This browser has put them back. Check your devices.',
  },
  pinnedByServersWord: 'An earlier message, pinned as the server says',
  showKeys: 'Show',
  offerRecovery: 'If your password is reset, a recovery key on paper opens your messages again.',
  makeRecovery: 'Make one',
  addMembers: 'Add members',
  loginFirst: (names: string, count: number) =>
    `${names} ${count === 1 ? 'has' : 'have'} to log in once first. Until then, nothing can be encrypted for ${count === 1 ? 'that account' : 'those accounts'}.`,
  archived: 'Conversation archived',
  unarchived: 'Conversation unarchived',
  messageDeleted: 'Message will be deleted',
  othersMessageDeleted: (name: string) => `${name}'s message will be deleted for everyone`,
  forward: 'Forward to',
  forwardOpenly: (name: string) => ({
    title: 'Forward where the server can read it?',
    text: `The server can read what you forward to ${name}. Here, it can't.`,
    action: 'Forward',
  }),
  forwarded: (name: string) => `Forwarded to ${name}`,
  report: 'Report this message',
  reported: 'Reported. The administrators will look at it.',
  memberRemoved: (name: string) => `${name} was removed`,
  blocked: (name: string) => `${name} is blocked`,
  copied: 'Copied',
  profileSaved: 'Profile saved',
  passwordChanged: 'Password changed',
  keysNotKept: 'This browser has no room to keep your keys. Free some space on this device, and try again.',
  wrongPassword: 'The current password is wrong.',
  updateReady: 'A new version is ready.',
  reload: 'Reload',
  leaveGroup: {
    title: 'Leave this group?',
    text: 'You keep what was said so far. Only a member can let you in again.',
    action: 'Leave',
  },
  onlyOwner: {
    title: 'Make someone else an owner first',
    text: "You're the only owner of this group, and it needs one. Choose a member and press “Make owner”. Then you can leave.",
    action: 'Choose a member',
  },
  endGroup: {
    title: 'Delete this group for everyone?',
    text: "No one will be able to write in it. You can't undo this.",
    action: 'Delete group',
  },
  revokeSession: (name: string) => ({
    title: `Log out ${name}?`,
    text: 'You can log in there again at any time.',
    action: 'Log out device',
  }),
  searchIn: (name: string, words: string) =>
    words === '' ? `Search messages in ${name}` : `Search messages in ${name} for “${words}”`,
} as const;
