import type { LaterIconName } from '../../shared/later/later-icons.ts';

export interface Section {
  readonly id: string;
  readonly name: string;
  readonly icon: LaterIconName;
}

export const SECTIONS: readonly [Section, ...Section[]] = [
  { id: 'appearance', name: 'Appearance', icon: 'palette' },
  { id: 'notifications', name: 'Notifications', icon: 'bell' },
  { id: 'profile', name: 'Profile', icon: 'person' },
  { id: 'devices', name: 'Devices', icon: 'devices' },
  { id: 'keys', name: 'Keys', icon: 'shield' },
  { id: 'password', name: 'Password', icon: 'key' },
  { id: 'invitations', name: 'Invitations', icon: 'mail' },
];
