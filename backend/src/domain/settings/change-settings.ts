import {
  ParleyError,
  SETTING_VARIABLES,
  type RequestOf,
  type ResponseOf,
  type ServerSettings,
  type Uuid,
} from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkChanges } from './check-changes.ts';
import { pictureOf } from './picture-of.ts';
import type { Picture, StoredSettings } from './settings-store.ts';
import { iconMark, shownSettings } from './shown-settings.ts';

interface Asking {
  readonly by: Uuid;
  readonly address: string;
}

/** The most characters of a value that the audit log holds. */
const AUDITED = 100;

/**
 * Changes settings that need no restart, here at once and on other nodes within two seconds.
 * @throws ParleyError `E_CONFLICT` if somebody has changed them since the version that was seen; `E_SETTING`, `E_SETTING_FIXED`,
 *   `E_LOCKS_OUT` for values that are refused
 */
export async function changeSettings(
  context: Pick<Context, 'settings' | 'liveSettings' | 'publisher' | 'audit' | 'clock'>,
  { version, changes, icon }: RequestOf<'changeServerSettings'>,
  { by, address }: Asking,
): Promise<ResponseOf<'serverSettings'>> {
  const { settings, liveSettings, publisher, clock } = context;
  const values = checkChanges(changes, liveSettings.fixed);
  const picture = typeof icon === 'string' ? pictureOf(icon) : undefined;
  await liveSettings.follow();
  const { stored, current: before } = liveSettings;
  if (version !== liveSettings.version) throw new ParleyError('E_CONFLICT');
  const next: StoredSettings = {
    version: version + 1,
    values: { ...stored?.values, ...values },
    icon: icon === undefined ? stored?.icon : picture,
    changedAt: clock(),
    changedBy: by,
  };
  if (!(await settings.replace(next))) throw new ParleyError('E_CONFLICT');
  liveSettings.take(next);
  publisher.settingsChanged();
  const details = { ...changesOf(before, values), ...iconChange(stored?.icon, next.icon) };
  await record(context, { kind: 'settings_changed', uid: by, address, details });
  return shownSettings(liveSettings);
}

/** Which were changed, from what to what. */
function changesOf(before: ServerSettings, values: Partial<ServerSettings>): Record<string, string> {
  const variables: Readonly<Record<string, string>> = SETTING_VARIABLES;
  const former = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => former.get(name) !== value)
      .map(([name, value]) => [variables[name] ?? name, `${short(former.get(name))} → ${short(value)}`]),
  );
}

function iconChange(from: Picture | undefined, to: Picture | undefined): Record<string, string> {
  const name = (icon: Picture | undefined) => (icon === undefined ? 'none' : iconMark(icon));
  return name(from) === name(to) ? {} : { icon: `${name(from)} → ${name(to)}` };
}

function short(value: unknown): string {
  const text = String(value);
  return text.length > AUDITED ? `${text.slice(0, AUDITED)}…` : text;
}
