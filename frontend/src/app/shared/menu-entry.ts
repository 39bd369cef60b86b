import type { LaterIconName } from './later-icons.ts';

export interface MenuEntry {
  readonly label: string;
  readonly icon: LaterIconName;
  readonly danger?: boolean;
  readonly run: () => unknown;
}
