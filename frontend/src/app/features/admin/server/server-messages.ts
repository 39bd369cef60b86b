import type { NumberSetting } from '@parley/protocol/core';

/** How each limit reads, and what its number counts. */
export const LIMIT_TEXTS: Readonly<Record<NumberSetting, { readonly label: string; readonly unit: string }>> =
  {
    messagesPerSecond: { label: 'Messages of a person', unit: 'a second' },
    messageBurst: { label: 'Messages of a person at once', unit: 'in a burst' },
    requestsPerMinute: { label: 'Requests of a person', unit: 'a minute' },
    connectionsPerSecond: { label: 'New connections of an address', unit: 'a second' },
    registrationsPerHour: { label: 'New accounts from an address', unit: 'an hour' },
    groupsPerHour: { label: 'Groups that a person makes', unit: 'an hour' },
    additionsPerHour: { label: 'People that a person adds to groups', unit: 'an hour' },
  };

export const SERVER_MESSAGES = {
  saved: 'Saved. It holds on every server within two seconds.',
  nothingToSave: 'There is nothing to save.',
  fixed: (variable: string) => `Set by ${variable} in the environment.`,
  whole: (least: number, most: number) => `A whole number from ${least} to ${most.toLocaleString('en')}.`,
  usable: (least: number) => `At least ${least}, or 0 for no limit. With less, nobody could open this page.`,
  conflict:
    'Somebody else has saved meanwhile. Nothing of yours was saved yet. Choose what shall hold, then save again.',
  merged: 'Somebody else has saved meanwhile. Their changes are shown here. Save again to add yours.',
  otherIcon: 'They have set another icon, too, which is shown. Choose yours again if it shall hold.',
  iconHint: 'A square PNG, WebP or JPEG of at most 64 KB.',
  tooLarge: 'This picture is larger than 64 KB.',
  registration: [
    { value: 'open', label: 'Everyone who finds this page' },
    { value: 'invite', label: 'Who has an invitation' },
    { value: 'closed', label: 'Nobody' },
  ],
  roomCreation: [
    { value: 'everyone', label: 'Everyone' },
    { value: 'admins', label: 'Administrators' },
  ],
} as const;
