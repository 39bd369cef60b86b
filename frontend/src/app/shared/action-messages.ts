/** What the application says from code when something is done. Loaded with what does it, which is not with the page. */
export const ACTION_MESSAGES = {
  addMembers: 'Add members',
  archived: 'Conversation archived',
  unarchived: 'Conversation back in the list',
  messageDeleted: 'Message will be deleted',
  forward: 'Forward to',
  forwarded: (name: string) => `Forwarded to ${name}`,
  memberRemoved: (name: string) => `${name} was removed`,
  blocked: (name: string) => `${name} is blocked`,
  copied: 'Copied',
  profileSaved: 'Profile saved',
  passwordChanged: 'Password changed',
  wrongPassword: 'The current password is wrong.',
  updateReady: 'A new version is ready.',
  reload: 'Reload',
  leaveGroup: {
    title: 'Leave this group?',
    text: 'You keep what was said so far. Only a member can let you in again.',
    action: 'Leave',
  },
  endGroup: {
    title: 'Delete this group for everybody?',
    text: 'Nobody can write in it any more. This cannot be undone.',
    action: 'Delete group',
  },
  revokeSession: (name: string) => ({
    title: `Log out ${name}?`,
    text: 'That device has to log in again.',
    action: 'Log out device',
  }),
} as const;
