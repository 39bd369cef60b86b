import type { LaterIconName } from './later/later-icons.ts';

export interface MenuEntry {
  readonly label: string;
  readonly icon: LaterIconName;
  readonly danger?: boolean;
  readonly run: () => unknown;
}
