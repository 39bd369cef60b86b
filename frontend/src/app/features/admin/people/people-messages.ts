import { counted } from '../../../shared/messages.ts';

const plainNumber = new Intl.NumberFormat();

/** What the list of all accounts says. */
export const PEOPLE_MESSAGES = {
  total: (count: number) => (count === 1 ? 'One account' : `${plainNumber.format(count)} accounts`),
  found: (count: number) => counted(count, 'account shown', 'accounts shown'),
  noneMatch: (query: string) => `No account matches “${query}”.`,
  administrator: 'administrator',
  deactivated: 'deactivated',
  you: 'you',
  devices: (count: number) => (count === 0 ? 'Not logged in' : counted(count, 'device', 'devices')),
  tokens: (count: number) => (count === 0 ? 'No tokens' : counted(count, 'token', 'tokens')),
  online: 'Online',
  seen: (time: string) => `Last seen ${time}`,
  neverSeen: 'Never seen',
  invitedBy: (name: string) => `Invited by ${name}`,
  removed: (time: string) => `Removed ${time}`,
  used: (time: string) => `used ${time}`,
  loggedOut: (name: string) => `${name} is logged out everywhere`,
  deactivatedNow: (name: string) => `${name} is deactivated`,
  reactivated: (name: string) => `${name} can log in again`,
  madeAdmin: (name: string) => `${name} is an administrator`,
  unmadeAdmin: (name: string) => `${name} is no administrator any more`,
  removedNow: (name: string) => `The account of ${name} is removed`,
  logOut: (name: string) => ({
    title: `Log out ${name} everywhere?`,
    text: 'All their devices are logged out within seconds. They can log in again with their password.',
    action: 'Log out everywhere',
  }),
  stepDown: {
    title: 'Stop being an administrator?',
    text: 'Only another administrator can make you one again.',
    action: 'Step down',
  },
  remove: (name: string) => ({
    title: `Remove the account of ${name}?`,
    text: `You can't undo this. Their devices, keys, invitations and webhooks are erased, and they leave their rooms and open groups. Their messages stay under “Deleted account”. Nobody can have this username again.`,
    action: 'Remove account',
  }),
  resetTitle: (name: string) => `Reset link for ${name}`,
  resetText: (name: string) =>
    `Give it to ${name} yourself. It sets a new password once, within a day, and logs out all their devices.`,
  shownOnce: "Copy it now. You won't see this link again.",
} as const;
