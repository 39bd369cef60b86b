import { hash } from 'node:crypto';
import type { ResponseOf, ServerLook } from '@parley/protocol';
import type { LiveSettings } from './live-settings.ts';
import type { Picture, StoredSettings } from './settings-store.ts';

/** Where the icon is served, with its mark in the query. */
export const ICON_PATH = '/web/server-icon';

/** What an icon is told apart by: browsers keep it for good. */
export function iconMark({ bytes }: Picture): string {
  return hash('sha256', Buffer.from(bytes, 'base64'), 'hex').slice(0, 16);
}

/** The settings as administrators see them. */
export function shownSettings(live: LiveSettings): ResponseOf<'serverSettings'> {
  const icon = iconPath(live.stored);
  return {
    version: live.version,
    settings: live.current,
    fixed: [...live.fixed],
    ...(icon !== undefined && { icon }),
  };
}

/** What everyone sees; undefined where nothing of it is set. */
export function lookOf({ current: { name, welcome }, stored }: LiveSettings): ServerLook | undefined {
  const icon = iconPath(stored);
  if (name === '' && icon === undefined && welcome === '') return undefined;
  return {
    ...(name !== '' && { name }),
    ...(icon !== undefined && { icon }),
    ...(welcome !== '' && { welcome: true }),
  };
}

function iconPath(stored: StoredSettings | undefined): string | undefined {
  return stored?.icon === undefined ? undefined : `${ICON_PATH}?v=${iconMark(stored.icon)}`;
}
