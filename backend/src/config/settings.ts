import { isIP, isIPv6 } from 'node:net';
import { TIMING } from '@parley/protocol';
import * as z from 'zod/mini';
import { LOG_LEVELS } from '../logging/logger.ts';

/** The least number of characters in a secret. */
export const SECRET_LENGTH = 32;

const MIB = 1024 * 1024;
const HOUR = 60 * 60 * 1_000;

function number(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).check(z.int({ error }), z.gte(least, { error }), z.lte(most, { error }));
}

function whole(least: number, most: number, fallback: number) {
  return z._default(number(least, most), fallback);
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `one of ${values.join(', ')}` });
}

const PERIOD = /^(?:[1-9]\d{1,3}m|[1-9]\d{0,2}h|[1-9]\d?d)$/;
const PERIODS = 'a time like 24h, 30m or 7d, 10m at least';
const UNITS: Readonly<Record<string, number>> = { m: HOUR / 60, h: HOUR, d: 24 * HOUR };

/** In ms. */
function periodOf(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}

function pattern(form: RegExp, error: string) {
  return z.string().check(z.regex(form, { error }));
}

/** Parsed as the driver does it. The driver's own error would repeat the address with its password. */
function isRedis(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^rediss?:\/\/\S+$/.test(text);
  } catch {
    return false;
  }
}

const list = z.pipe(
  z.string(),
  z.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
);
const secret = z
  .string()
  .check(z.minLength(SECRET_LENGTH, { error: `at least ${SECRET_LENGTH} characters` }));
/** A comma separates secrets in lists. */
const listable = pattern(
  new RegExp(`^[^,]{${SECRET_LENGTH},}$`),
  `at least ${SECRET_LENGTH} characters, none of them a comma`,
);
const SECRETS = `secrets of at least ${SECRET_LENGTH} characters, separated by commas`;
const ORIGINS = 'origins like https://chat.example.org, separated by commas, without a path';

function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/\s,?#@\\]+$/i.test(text) && URL.canParse(text);
}

/** As browsers write an origin, since it is compared with theirs: lower case, ASCII, without the default port. */
const originOf = (text: string) => new URL(text).origin;

/** It must also fit into the address that users open: an IPv6 address with a zone does not. */
function isHost(text: string): boolean {
  return isIPv6(text) ? !text.includes('%') : /^[\w.-]+$/.test(text) && URL.canParse(`http://${text}`);
}

function isNetwork(entry: string): boolean {
  const [address = '', prefix = '0'] = entry.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits;
}

const networks = list.check(
  z.refine((entries) => entries.every(isNetwork), {
    error: 'addresses and networks like 10.0.0.0/8, separated by commas',
  }),
);

/** Every variable of the environment that the server reads; `environments/` explains them one by one. */
export const Settings = z.object({
  NODE_ENV: z._default(oneOf(['development', 'production', 'test']), 'production'),
  HOST: z._default(
    z.string().check(z.refine(isHost, { error: 'an address or name of this machine' })),
    '127.0.0.1',
  ),
  HTTP_PORT: whole(0, 65_535, 8091),
  WS_PORT: z.optional(number(0, 65_535)),
  PUBLIC_URL: z.optional(
    z.pipe(
      z
        .string()
        .check(z.refine(isOrigin, { error: 'an address like https://chat.example.org, without a path' })),
      z.transform(originOf),
    ),
  ),
  ALLOWED_ORIGINS: z.optional(
    z.pipe(
      list.check(z.refine((origins) => origins.every(isOrigin), { error: ORIGINS })),
      z.transform((origins) => origins.map(originOf)),
    ),
  ),
  STATIC_DIR: z._default(z.string(), 'frontend/dist/browser'),
  API_DOCS: z.optional(oneOf(['on', 'off'])),

  TLS_CERT_FILE: z.optional(z.string()),
  TLS_KEY_FILE: z.optional(z.string()),
  HTTP_REDIRECT_PORT: z.optional(number(0, 65_535)),

  DB_PATH: z.optional(z.string()),
  MONGODB_URI: z.optional(
    pattern(/^mongodb(\+srv)?:\/\/\S+$/, 'an address like mongodb://host:27017/parley'),
  ),
  BACKUP_DIR: z.optional(z.string()),
  BACKUP_EVERY: z.optional(z.pipe(pattern(PERIOD, PERIODS), z.transform(periodOf))),
  BACKUP_KEEP: whole(1, 10_000, 7),
  REDIS_URL: z.optional(z.string().check(z.refine(isRedis, { error: 'an address like redis://host:6379' }))),

  JWT_SECRET: z.optional(secret),
  JWT_SECRET_PREVIOUS: z.optional(secret),
  JWT_SECRET_FILE: z.optional(z.string()),
  SALT_SECRET: z.optional(secret),
  AUDIT_KEY: z.optional(listable),
  AUDIT_KEY_PREVIOUS: z.optional(
    list.check(z.refine((keys) => keys.every(({ length }) => length >= SECRET_LENGTH), { error: SECRETS })),
  ),
  TOKEN_LIFETIME: whole(60_000, TIMING.session, 24 * HOUR),
  COOKIE_NAME: z._default(pattern(/^[\w-]{1,40}$/, 'letters, digits, _ and -'), 'chatToken'),
  REGISTRATION: z.optional(oneOf(['open', 'invite', 'closed'])),
  ROOM_CREATION: z._default(oneOf(['everyone', 'admins']), 'everyone'),

  WEBHOOK_ALLOWLIST: z.optional(networks),
  COMMANDS_DIR: z.optional(z.string()),

  TRUST_PROXY: whole(0, 10, 0),
  CLIENT_CERT_HEADER: z.optional(pattern(/^[\w-]{1,60}$/, 'the name of a header')),
  IP_ALLOWLIST: z.optional(networks),

  GATEWAY_QUERY_TOKEN: z._default(oneOf(['true', 'false']), 'false'),

  MAX_CLIENTS: whole(1, 1_000_000, 10_000),
  MAX_CLIENTS_PER_USER: whole(1, 1_000_000, 50),
  MAX_CLIENTS_PER_ADDRESS: whole(1, 1_000_000, 1_000),
  CONNECTION_RATE_LIMIT: whole(0, 1_000_000, 50),
  MAX_MESSAGE_BYTES: whole(64 * 1024, 1024 * 1024, 64 * 1024),
  UNSENT_BYTES_MAX: z.optional(number(16 * MIB, 1024 * 1024 * MIB)),
  MESSAGE_RATE_LIMIT: whole(0, 1_000_000, 5),
  MESSAGE_BURST_LIMIT: whole(1, 1_000_000, 10),
  HTTP_RATE_LIMIT: whole(0, 1_000_000, 300),
  REGISTRATION_RATE_LIMIT: whole(0, 1_000_000, 100),
  GROUP_RATE_LIMIT: whole(0, 1_000_000, 20),
  ADDITION_RATE_LIMIT: whole(0, 1_000_000, 2_000),

  SHUTDOWN_TIMEOUT: whole(100, 600_000, 10_000),
  LOG_LEVEL: z._default(oneOf(LOG_LEVELS), 'info'),
  SECURITY_LOG_FILE: z.optional(z.string()),
});
export type Settings = z.infer<typeof Settings>;

/** Production has one port, unless it is given a second. */
export function wsPortOf({ NODE_ENV, HTTP_PORT, WS_PORT }: Settings): number {
  return WS_PORT ?? (NODE_ENV === 'production' ? HTTP_PORT : 8092);
}

export type SettingName = keyof Settings;

/** Variables whose values must not be repeated, not even in an error about them. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set<SettingName>([
  'JWT_SECRET',
  'JWT_SECRET_PREVIOUS',
  'SALT_SECRET',
  'AUDIT_KEY',
  'AUDIT_KEY_PREVIOUS',
  'MONGODB_URI',
  'REDIS_URL',
]);
