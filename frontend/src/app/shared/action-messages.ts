/** The application's messages about actions. Loaded with the code of the actions, not with the page. */
export const ACTION_MESSAGES = {
  addMembers: 'Add members',
  archived: 'Conversation archived',
  unarchived: 'Conversation unarchived',
  messageDeleted: 'Message will be deleted',
  othersMessageDeleted: (name: string) => `${name}'s message will be deleted for everyone`,
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
} as const;
