/** What the list of all invitations says. */
export const INVITATION_MESSAGES = {
  intro:
    'An invitation is a link that lets one person create an account. These are the invitations of everyone.',
  inviteSomebody: 'Invite somebody',
  none: 'There are no invitations yet.',
  noName: 'No name',
  administrator: ' (administrator)',
  made: (name: string, time: string) => `Made by ${name}, ${time}`,
  expired: 'Expired',
  validUntil: (time: string) => `Valid until ${time}`,
  usedBy: (name: string) => `Used by ${name}`,
} as const;
