import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { dirname, join, resolve } from 'node:path';
import {
  SETTING_VARIABLES,
  type RegistrationMode,
  type RoomCreation,
  type SettingName,
} from '@parley/protocol';
import type { LogLevel } from '../logging/logger.ts';
import { ConfigError } from './config-error.ts';
import { defaultOrigins, defaultPublicUrl } from './origins.ts';
import { type Settings, wsPortOf } from './settings.ts';
import { redirectPortOf, type Reachable, tlsOf, type TlsConfig } from './tls-config.ts';

/** Where things are stored. */
export type StoreConfig =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'mongodb'; readonly uri: string };

/** Where the secret that signs tokens comes from: a variable, or a file that is made at the first start. */
export type SecretConfig =
  | { readonly kind: 'given'; readonly secret: string; readonly previous: string | undefined }
  | { readonly kind: 'file'; readonly file: string };

/** The share of the memory that unsent data may fill. */
const UNSENT_SHARE = 1 / 4;

/** Where the audit log's key comes from. Servers that share a database have no common file, so they use the token secret. */
interface AuditKeyConfig {
  readonly key: { readonly secret: string } | { readonly file: string } | 'tokens';
  /** All earlier ones: records are kept for good, and so are their signatures. */
  readonly previous: readonly string[];
}

/** The configuration of the server. Times in ms, sizes in bytes. */
export interface Config {
  readonly development: boolean;
  readonly host: string;
  readonly httpPort: number;
  readonly wsPort: number;
  /** The address that users open, such as `https://chat.example.org`. */
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  /** The folder of the built SPA, if one listener serves everything. */
  readonly staticDir: string | undefined;
  /** Whether the documents of the interfaces are served at `/docs`. */
  readonly apiDocs: boolean;
  readonly tls: TlsConfig;
  /** Where plain HTTP is answered with a redirect to `publicUrl`. */
  readonly redirectPort: number | undefined;
  readonly store: StoreConfig;
  /** The folder of backups. */
  readonly backupDir: string;
  /** Backups that the server makes by itself: ms between two, and how many stay. */
  readonly backups: { readonly every: number; readonly keep: number } | undefined;
  readonly redisUrl: string | undefined;
  readonly jwt: SecretConfig;
  readonly saltSecret: string | undefined;
  /** The source of the audit log's key. */
  readonly audit: AuditKeyConfig;
  readonly tokenLifetime: number;
  readonly cookieName: string;
  readonly registration: RegistrationMode;
  readonly roomCreation: RoomCreation;
  /** Settings that the environment decides, so that administrators cannot change them while the server runs. */
  readonly fixed: ReadonlySet<SettingName>;
  /** Private addresses and networks that outgoing webhooks may call. */
  readonly webhookAllowlist: readonly string[];
  /** The folder of the deployment's own server commands. */
  readonly commandsDir: string | undefined;
  readonly trustedProxies: number;
  readonly certificateHeader: string | undefined;
  readonly allowedAddresses: readonly string[] | undefined;
  /** Whether plain WebSockets may bring their token in the address, where logs of proxies may keep it. */
  readonly gatewayQueryToken: boolean;
  readonly limits: {
    readonly clients: number;
    readonly clientsPerUser: number;
    readonly clientsPerAddress: number;
    readonly connectionsPerSecond: number;
    readonly frameBytes: number;
    readonly unsentBytes: number;
    readonly messagesPerSecond: number;
    readonly messageBurst: number;
    readonly requestsPerMinute: number;
    readonly registrationsPerHour: number;
    readonly groupsPerHour: number;
    readonly additionsPerHour: number;
  };
  readonly shutdownTimeout: number;
  readonly logLevel: LogLevel;
  readonly securityLogFile: string | undefined;
}

/**
 * Combines settings into a configuration.
 * @param given names of the variables that are set
 * @throws ConfigError for settings that contradict each other
 */
export function configOf(settings: Settings, reachable: Reachable, given: readonly string[]): Config {
  const development = settings.NODE_ENV !== 'production';
  const store = storeOf(settings);
  const tls = tlsOf(settings, dataFolder(store), reachable);
  const publicUrl = settings.PUBLIC_URL ?? defaultPublicUrl(settings, tls);
  const wsPort = wsPortOf(settings);
  const secure = publicUrl.startsWith('https:');
  return {
    development,
    host: settings.HOST,
    httpPort: settings.HTTP_PORT,
    wsPort,
    publicUrl,
    allowedOrigins: settings.ALLOWED_ORIGINS ?? defaultOrigins(settings, tls, publicUrl),
    staticDir: settings.HTTP_PORT === wsPort ? resolve(settings.STATIC_DIR) : undefined,
    // The viewer is a large program of others: what nobody asked for is not offered by a server that is reached from outside.
    apiDocs: settings.API_DOCS === undefined ? development : settings.API_DOCS === 'on',
    tls,
    redirectPort: redirectPortOf(settings, tls),
    store,
    backupDir: resolve(settings.BACKUP_DIR ?? join(dataFolder(store), 'backups')),
    backups: scheduleOf(settings, store),
    redisUrl: settings.REDIS_URL,
    jwt: secretOf(settings, store),
    saltSecret: settings.SALT_SECRET,
    audit: auditKeyOf(settings, store),
    tokenLifetime: settings.TOKEN_LIFETIME,
    cookieName: secure ? `__Host-${settings.COOKIE_NAME}` : settings.COOKIE_NAME,
    registration: settings.REGISTRATION ?? (development ? 'open' : 'invite'),
    roomCreation: settings.ROOM_CREATION,
    fixed: fixedBy(given),
    webhookAllowlist: settings.WEBHOOK_ALLOWLIST ?? [],
    commandsDir: settings.COMMANDS_DIR && resolve(settings.COMMANDS_DIR),
    trustedProxies: settings.TRUST_PROXY,
    certificateHeader: certificateHeader(settings),
    allowedAddresses: settings.IP_ALLOWLIST,
    gatewayQueryToken: settings.GATEWAY_QUERY_TOKEN === 'true',
    limits: {
      clients: settings.MAX_CLIENTS,
      clientsPerUser: settings.MAX_CLIENTS_PER_USER,
      clientsPerAddress: settings.MAX_CLIENTS_PER_ADDRESS,
      connectionsPerSecond: settings.CONNECTION_RATE_LIMIT,
      frameBytes: settings.MAX_MESSAGE_BYTES,
      unsentBytes: settings.UNSENT_BYTES_MAX ?? memory() * UNSENT_SHARE,
      messagesPerSecond: settings.MESSAGE_RATE_LIMIT,
      messageBurst: settings.MESSAGE_BURST_LIMIT,
      requestsPerMinute: settings.HTTP_RATE_LIMIT,
      registrationsPerHour: settings.REGISTRATION_RATE_LIMIT,
      groupsPerHour: settings.GROUP_RATE_LIMIT,
      additionsPerHour: settings.ADDITION_RATE_LIMIT,
    },
    shutdownTimeout: settings.SHUTDOWN_TIMEOUT,
    logLevel: settings.LOG_LEVEL,
    securityLogFile: settings.SECURITY_LOG_FILE,
  };
}

function scheduleOf(
  { BACKUP_EVERY: every, BACKUP_KEEP: keep }: Settings,
  store: StoreConfig,
): Config['backups'] {
  if (every === undefined) return undefined;
  if (store.kind === 'mongodb')
    throw new ConfigError([
      'BACKUP_EVERY is set, but the data is in MongoDB, which several servers share. Leave it out, and have one machine run `npm run backup` by its own schedule, such as cron, or make backups with the tools of MongoDB.',
    ]);
  return { every, keep };
}

function fixedBy(given: readonly string[]): ReadonlySet<SettingName> {
  const variables: Partial<Record<SettingName, string>> = SETTING_VARIABLES;
  const names = Object.keys(SETTING_VARIABLES) as (keyof typeof SETTING_VARIABLES)[];
  return new Set(names.filter((name) => given.includes(variables[name] ?? '')));
}

/** Without a proxy that overwrites this header, anyone could impersonate any user. */
function certificateHeader({ CLIENT_CERT_HEADER: name, TRUST_PROXY: proxies }: Settings): string | undefined {
  if (name !== undefined && proxies === 0)
    throw new ConfigError([
      'CLIENT_CERT_HEADER is set, but TRUST_PROXY is 0: without a proxy, anyone can send that header.',
    ]);
  return name?.toLowerCase();
}

function storeOf({ NODE_ENV, DB_PATH, MONGODB_URI, REDIS_URL }: Settings): StoreConfig {
  if (DB_PATH !== undefined && MONGODB_URI !== undefined)
    throw new ConfigError([
      'DB_PATH and MONGODB_URI are both set. Set only one: data is either in a file or in MongoDB.',
    ]);
  if (MONGODB_URI !== undefined) return { kind: 'mongodb', uri: MONGODB_URI };
  if (REDIS_URL !== undefined)
    throw new ConfigError([
      'REDIS_URL is set, but not MONGODB_URI. Redis connects several servers, and a SQLite file belongs to one.',
    ]);
  // The demo users of development must not reach production by accident.
  const usual = NODE_ENV === 'production' ? 'data/parley.db' : 'data/dev/parley.db';
  return { kind: 'sqlite', file: resolve(DB_PATH ?? usual) };
}

/** Files that a server keeps beside its database. */
function dataFolder(store: StoreConfig): string {
  return store.kind === 'sqlite' ? dirname(store.file) : 'data';
}

function secretOf(settings: Settings, store: StoreConfig): SecretConfig {
  const { JWT_SECRET: secret, JWT_SECRET_PREVIOUS: previous, JWT_SECRET_FILE: file } = settings;
  if (secret !== undefined) return { kind: 'given', secret, previous };
  if (file !== undefined && store.kind === 'sqlite') return { kind: 'file', file: resolve(file) };
  if (settings.NODE_ENV !== 'production')
    return { kind: 'file', file: join(dataFolder(store), 'jwt-secret') };
  throw new ConfigError([
    'JWT_SECRET is missing. Allowed: at least 32 characters, the same on every server. ' +
      'A server with a SQLite file can make its own: JWT_SECRET_FILE says where to keep it.',
  ]);
}

function auditKeyOf(
  { AUDIT_KEY: secret, AUDIT_KEY_PREVIOUS: previous = [] }: Settings,
  store: StoreConfig,
): AuditKeyConfig {
  if (secret !== undefined) return { key: { secret }, previous };
  const file = join(dataFolder(store), 'audit-key');
  return { key: store.kind === 'sqlite' ? { file } : 'tokens', previous };
}

/** Bytes that this process may use: the least of the machine's, the container's and `--max-old-space-size`. */
function memory(): number {
  // Without a limit, a container reports 0 or far more than any machine has.
  const container = process.constrainedMemory() || Infinity;
  return Math.min(totalmem(), container, getHeapStatistics().heap_size_limit);
}
