import type { OwnKeysProblem } from '@parley/client';

/** What is said about the keys of one's own account. */
export const KEY_MESSAGES = {
  intro:
    "Keys are for end-to-end encryption. Only your browsers can read yours. Conversations aren't encrypted with them yet.",
  introSealed:
    "Your direct messages and private groups are encrypted with these keys. The server can't read them, and neither can whoever runs it. Announcements are for everyone, and the server can read those.",
  nothingHere: "This browser doesn't have your keys. Log out and log in again to open them.",
  keyless: 'Your account gets its keys the next time you log in.',
  unsupported:
    "This browser can't keep keys. Use a current version of Chrome, Edge, Firefox or Safari, and no private window.",
  noRoom: 'This device has no room to keep your keys. Free some space, and log out and in again.',
  closed: 'Your keys open when the server answers.',
  revoked: 'This device was logged out from another one. Log out and log in again.',
  locked:
    'Your password was reset, so it no longer opens your keys. Any one of these does. From then on, your new password opens them, too.',
  opened: 'Your keys are open',
  stillShorter:
    'The server still lacks a part of your keys. They stay in this browser if you log out. Tell your administrator.',
  wrong: {
    lastPassword: "That isn't the password that your keys are locked with.",
    recoveryKey: "That isn't your recovery key. Check each group.",
    code: "That isn't the code. Check each group.",
  },
  codeGone: 'That code was used or has expired. Show a new one in the other browser.',
  accept: {
    title: 'Go on with what the server shows?',
    text: 'Ask your administrator first. This browser is added to your devices again.',
    action: 'Go on',
  },
  reset: {
    title: 'Start with new keys?',
    text: "You can't undo this. Messages from before stay closed, unless you find your old password or recovery key. All your devices are logged out, and people who verified you have to do it again.",
    action: 'Start with new keys',
  },
  replaceRecovery: {
    title: 'Make a new recovery key?',
    text: 'The one you have stops working.',
    action: 'Make a new one',
  },
  lostOrStolen: {
    title: 'Make new keys and log out the others?',
    text: "You can't undo this. People who verified you see that your keys have changed. A recovery key you have stops working.",
    action: 'Make new keys',
  },
  removeDevice: {
    title: 'Remove this device?',
    text: 'You can log in on it again.',
    action: 'Remove',
  },
  madeNew: 'You have new keys',
  recoveryGone: "Your old recovery key doesn't open your new keys. Make a new one.",
  doubtful: {
    unknown:
      "The server didn't answer, so this key may not be stored. Keep the paper you had, too, and make another key when you're connected.",
    onServer:
      'This key works, and the one before it no longer does. But this browser has no room to keep the change: free some space on this device.',
  },
  formerWrong: "That doesn't open any of the keys that you had before.",
  formerOpened: 'Old messages open again now',
  drilled: 'Your recovery key is right',
  drillWrong: "That doesn't match your paper. Look again.",
  groupMissing: 'Enter the 4 characters.',
} as const;

/** What is wrong with what the server shows of one's own keys, and what may have happened. */
export const ALARMS: Readonly<Record<OwnKeysProblem, string>> = {
  shorter:
    'The server has lost a part of your keys, as after a backup was restored. This browser still has it: enter your password to put it back. If you log out, it stays in this browser.',
  forked:
    'The server shows other devices of your account than this browser has seen. This happens after a backup was restored, or if someone has changed the server.',
  invalid: "The server shows a change of your keys that you didn't make. Tell your administrator.",
  foreign:
    "The server shows keys of your account that aren't yours. Someone may have changed them. Tell your administrator.",
  outdated:
    'The server shows an older copy of your keys than this browser has seen. Ask your administrator whether a backup was restored.',
  missing:
    'The server says that your account has no keys, but it had some. Ask your administrator whether a backup was restored.',
};
