import type { NotOpened } from '@parley/client';

/** Why a message does not show what it says, and what comes next. */
export function notOpenedWords(cause: NotOpened): string {
  switch (cause.kind) {
    case 'noKey':
      return "Can't be opened yet: the key isn't here. It opens by itself when the key comes.";
    case 'unjudged':
      return "Can't be opened yet: who wrote it isn't certain. It opens by itself when that is.";
    case 'broken':
      return "Can't be opened: what was sent is damaged. Ask the sender to send it again.";
    case 'refused':
      return refusedWords(cause.refusal);
    case 'unreadable':
      return 'This needs a newer version. Reload.';
  }
}

function refusedWords(refusal: string): string {
  switch (refusal) {
    case 'version':
    case 'suite':
    case 'kind':
      return 'This needs a newer version. Reload.';
    case 'notAMember':
      return "Not shown: the sender wasn't a member.";
    case 'revoked':
    case 'device':
      return "Not shown: it isn't from a device of the sender. Ask them whether they wrote it.";
    case 'identityReset':
      return "Not shown until you accept the sender's new keys.";
    case 'repeated':
      return 'Not shown: the server sent this message before.';
    case 'oldEpoch':
    case 'late':
      return 'Not shown: it was stored too late, under keys that no longer count.';
    default:
      return "Not shown: it isn't what the sender signed. Ask them to send it again, and tell your administrator.";
  }
}
