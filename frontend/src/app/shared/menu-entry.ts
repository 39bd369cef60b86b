import type { IconName } from './icons.ts';

export interface MenuEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly danger?: boolean;
  readonly run: () => unknown;
}
