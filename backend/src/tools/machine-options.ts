import {
  MACHINE_LIMITS,
  DisplayName,
  LIMITS,
  MACHINE_ROUTES,
  Topic,
  DeviceName,
  Username,
  Uuid,
  type Parser,
  type Scopes,
} from '@parley/protocol';

/** What the tool for machines is told, beside what to do. */
export const MACHINE_OPTIONS = {
  'display-name': { type: 'string' },
  purpose: { type: 'string', default: '' },
  owner: { type: 'string' },
  'account-key': { type: 'string' },
  'simple-key': { type: 'string' },
  'read-only': { type: 'boolean', default: false },
  'write-only': { type: 'boolean', default: false },
  'no-direct': { type: 'boolean', default: false },
  rooms: { type: 'string' },
  days: { type: 'string', default: '90' },
  label: { type: 'string' },
} as const;

export interface MachineOptions {
  readonly 'display-name'?: string | undefined;
  readonly purpose: string;
  readonly owner?: string | undefined;
  readonly 'account-key'?: string | undefined;
  readonly 'simple-key'?: string | undefined;
  readonly 'read-only': boolean;
  readonly 'write-only': boolean;
  readonly 'no-direct': boolean;
  readonly rooms?: string | undefined;
  readonly days: string;
  readonly label?: string | undefined;
}

const MOST_DAYS = 366;

/** @throws Error for what is none */
export function scopesIn(options: MachineOptions): Scopes | undefined {
  const { rooms } = options;
  const isRestricted =
    options['read-only'] || options['write-only'] || options['no-direct'] || rooms !== undefined;
  if (!isRestricted) return undefined;
  if (options['read-only'] && options['write-only'])
    throw new Error('Say --read-only or --write-only, not both.');
  return {
    read: !options['write-only'],
    write: !options['read-only'],
    direct: !options['no-direct'],
    rooms: rooms === undefined ? 'all' : roomsIn(rooms),
  };
}

function roomsIn(text: string): string[] {
  const ids = text.split(',').filter((id) => id !== '');
  if (ids.length > MACHINE_LIMITS.scopeRooms)
    throw new Error(`--rooms takes up to ${MACHINE_LIMITS.scopeRooms} rooms.`);
  return ids.map((id) => checked(Uuid, id, '--rooms takes ids of rooms, with commas between them'));
}

/** How long a token lives, in days. @throws Error */
export function daysIn({ days }: MachineOptions): number {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > MOST_DAYS)
    throw new Error(`--days takes a number from 1 to ${MOST_DAYS}.`);
  return count;
}

/** @throws Error */
export function keyIn(options: MachineOptions, name: 'account-key' | 'simple-key'): string | undefined {
  const complaint = `--${name} takes a public key: 32 bytes in base64`;
  return checked(MACHINE_ROUTES.createMachine.request.shape.accountKey, options[name], complaint);
}

/** What a machine is called. @throws Error */
export function namesIn(name: string, options: MachineOptions) {
  return {
    username: checked(
      Username,
      name,
      'A machine has a username as people have: 3 to 30 of A-Z, a-z, 0-9, _ and -',
    ),
    displayName: checked(
      DisplayName,
      options['display-name'] ?? name,
      '--display-name is no name that can be read',
    ),
    purpose: checked(
      Topic,
      options.purpose,
      `--purpose takes up to ${LIMITS.topicMax} characters in one line`,
    ),
  };
}

/** @throws Error */
export function labelIn({ label = 'From the command line' }: MachineOptions): string {
  return checked(DeviceName, label, `--label takes up to ${LIMITS.deviceNameMax} characters`);
}

function checked<Value>(schema: Parser<Value>, value: unknown, complaint: string): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${complaint}.`);
  return parsed.data;
}
