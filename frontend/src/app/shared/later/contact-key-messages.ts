import type { KeyLogProblem } from '@parley/client';

/** What is wrong with what the server shows of somebody's keys, and what may have happened. */
const ALARMS: Readonly<Record<KeyLogProblem, string>> = {
  shorter:
    'The server shows fewer of their keys than you have seen, as after a backup was restored. Those you have seen count.',
  forked:
    'The server shows other keys than you have seen. Someone may be posing as them. Ask them in another way before you accept these.',
  invalid: "The server shows a change of their keys that they didn't make. Those you have seen count.",
};

/** What is said about the keys of others. */
export const CONTACT_KEY_MESSAGES = {
  alarm: ALARMS,
  reset:
    'They started with new keys, and you had verified the old ones. Ask them in another way whether that was them before you accept.',
  accept: {
    title: 'Accept their new keys?',
    text: "You can't undo this. If someone is posing as them, you would accept their keys. Ask them in another way first.",
    action: 'Accept',
  },
  changedAgain: 'Their keys have changed again. Look once more.',
  scanned: {
    differs:
      "The codes don't match: their device has other keys for one of you than this one. Someone may be posing as one of you. Don't verify, and tell your administrator.",
    ofOthers:
      'That code is of other people. Ask them to show the safety number of their conversation with you.',
    noNumber:
      'That is no safety number. Ask them to open the details of their conversation with you, and to show the QR code there.',
  },
  changed: 'The number has changed since it was shown. Compare it again.',
} as const;
