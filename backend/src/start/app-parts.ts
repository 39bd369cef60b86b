import { SEALING, OLDEST_PROTOCOL_VERSION, SEALING_PROTOCOL_VERSION } from '@parley/protocol';
import type { ApiInfo } from '@parley/protocol/documents';
import { BackupFiles } from '../backups/backup-files.ts';
import type { Bus } from '../realtime/nodes/bus.ts';
import type { Config } from '../config/config.ts';
import type { BackupFolder } from '../domain/backups/backup-folder.ts';
import { startSettings } from '../config/start-settings.ts';
import type { Clock } from '../domain/clock.ts';
import type { RegisteredCommand } from '../domain/commands/registered-command.ts';
import type { Context } from '../domain/context.ts';
import type { CallerLimit } from '../domain/limits/caller-limit.ts';
import type { Stores } from '../domain/stores.ts';
import { MutedPeople } from '../domain/moderation/muted-people.ts';
import { LiveSettings } from '../domain/settings/live-settings.ts';
import { systemRandom } from '../domain/system-random.ts';
import { RegistrationLimit } from '../http/routes/registration-limit.ts';
import type { HttpOptions } from '../http/create-http-app.ts';
import type { Logger } from '../logging/logger.ts';
import type { ConnectionBounds } from '../realtime/admission/admission.ts';
import type { Secrets } from './secrets.ts';
import { AddressList } from '../security/addresses/address-list.ts';
import { auditProofOf } from '../security/audit/audit-proof-of.ts';
import { withAuditFile } from '../security/audit/audit-file.ts';
import { clientAddress } from '../security/addresses/client-address.ts';
import type { AccessRules } from '../security/access-rules.ts';
import { LoginAttempts } from '../security/limits/login-attempts.ts';
import { RoomAttempts } from '../security/limits/room-attempts.ts';
import { signedAudit } from '../security/audit/signed-audit.ts';
import { addressLimit } from '../security/limits/address-limit.ts';
import { liveLimit } from '../security/limits/live-limit.ts';
import type { Rate } from '../security/limits/token-bucket.ts';
import { windowLimit } from '../security/limits/window-limit.ts';
import type { TcpBounds } from '../listener/tcp-connections.ts';
import { VERSION } from './version.ts';
import type { CertificateAndKey } from '../tls/self-signed-certificate.ts';

/** The parts of a server. */
export interface AppParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** If left out, the server speaks plain HTTP, to this machine or to a proxy. */
  readonly certificate?: CertificateAndKey | undefined;
  /** If left out, the folder that the configuration names. */
  readonly backups?: BackupFolder;
  /** The bus to other servers; if left out, this is the only server. */
  readonly bus?: Bus;
  /** Server commands of this deployment; the app stops them. */
  readonly commands?: { readonly commands: readonly RegisteredCommand[]; stop?(): Promise<void> };
  /** The oldest version of the protocol that clients may speak; if left out, see `oldestClientOf`. */
  readonly oldestClient?: number;
  /** Whether conversations may be sealed; if left out, `SEALING`. */
  readonly sealing?: boolean;
  /** Whether a new account has to come with keys; if left out, so where conversations are sealed. */
  readonly keysRequired?: boolean;
}

/** An address may make this many times the requests of a user: many people share one. */
const USERS_PER_ADDRESS = 10;
/** A change of a group costs more than a read: it becomes an entry for all members. */
const REQUESTS_PER_CHANGE = 5;
/** A search looks at many messages. */
const REQUESTS_PER_SEARCH = 5;
/** An entry of a key log makes the server check the whole log; a vault is written whole. Of an hour. */
const KEY_CHANGES = 120;
const VAULTS = 600;
/** What a tool may post to a webhook in a minute. */
const HOOK_POSTS = 60;
/** Webhooks that somebody makes in an hour. */
const HOOKS = 20;
/** Messages that somebody reports in an hour. */
const REPORTS = 20;
/** Each call of a module's command starts a thread. Of a minute. */
const COMMAND_CALLS = 30;
/** Seconds. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Loading the page takes six connections: even if few sockets are allowed, there are this many, in all and per address. */
const CONNECTIONS = 1_000;
const ADDRESS_CONNECTIONS = 100;
/** Those of the page, and a WebSocket. */
const CONNECTIONS_PER_CLIENT = 8;

/** A client that knows nothing of sealing could neither read nor write where others seal. */
export function oldestClientOf({
  sealing = SEALING,
  oldestClient = sealing ? SEALING_PROTOCOL_VERSION : OLDEST_PROTOCOL_VERSION,
}: Pick<AppParts, 'sealing' | 'oldestClient'>): number {
  return oldestClient;
}

/** What use cases work with, without those who hear of their results. */
export type BaseContext = Omit<Context, 'publisher' | 'onlineUsers'>;

export function contextOf(
  {
    config,
    stores,
    logger,
    backups = backupsOf(config),
    clock = Date.now,
    sealing = SEALING,
    keysRequired = sealing,
  }: AppParts,
  { tokens, challenges, saltSecret, audit: signer }: Omit<Secrets, 'xsrf'>,
): BaseContext {
  const { securityLogFile: file, allowedOrigins } = config;
  const liveSettings = new LiveSettings(startSettings(config), stores.settings);
  const audit = signedAudit(stores.audit, signer);
  const failed = (error: unknown) => logger.error({ err: error, file }, 'the security log cannot be written');
  return {
    ...stores,
    audit: file === undefined ? audit : withAuditFile(audit, file, failed),
    clock,
    random: systemRandom,
    tokens,
    attempts: new LoginAttempts(clock),
    roomAttempts: new RoomAttempts(clock),
    liveSettings,
    mutedPeople: new MutedPeople(stores.reports, clock),
    rules: {
      get registration() {
        return liveSettings.current.registration;
      },
      get roomCreation() {
        return liveSettings.current.roomCreation;
      },
      origins: allowedOrigins,
      challenges,
      saltSecret,
      sealing,
      keysRequired,
    },
    backups,
    auditProof: auditProofOf(signer, file),
    report: (error, what) => logger.warn({ err: error }, what),
  };
}

/** The folder of backups of this server's data. */
function backupsOf({ store, backupDir }: Pick<Config, 'store' | 'backupDir'>): BackupFolder {
  return new BackupFiles({ path: backupDir, file: store.kind === 'sqlite' ? store.file : undefined });
}

export function accessRulesOf(config: Config): AccessRules {
  const { allowedOrigins, cookieName, publicUrl, trustedProxies, certificateHeader, allowedAddresses } =
    config;
  return {
    allowedOrigins,
    cookieName,
    secure: publicUrl.startsWith('https:'),
    addressOf: (request) => clientAddress(request, trustedProxies),
    allowedAddresses: allowedAddresses && new AddressList(allowedAddresses),
    certificateHeader,
  };
}

/** What the documents of the interfaces say of this server, where they are served. */
export function documentsOf({ apiDocs, publicUrl, cookieName }: Config): ApiInfo | undefined {
  return apiDocs ? { version: VERSION, publicUrl, cookieName } : undefined;
}

export function boundsOf({ limits }: Config, live: LiveSettings): ConnectionBounds {
  const perSecond = () => live.current.connectionsPerSecond;
  return {
    total: limits.clients,
    perUser: limits.clientsPerUser,
    perAddress: limits.clientsPerAddress,
    rate: liveLimit(perSecond, (points) => addressLimit('connections', points, 1)),
    hardRate: liveLimit(perSecond, (points) => addressLimit('upgrades', points * 2, 1)),
  };
}

export function tcpBoundsOf({ limits, trustedProxies }: Config, live: LiveSettings): TcpBounds {
  const total = Math.max(limits.clients, CONNECTIONS);
  if (trustedProxies > 0) return { total, perAddress: Infinity };
  const perAddress = Math.max(limits.clientsPerAddress, ADDRESS_CONNECTIONS);
  const rate = () => {
    const perSecond = live.current.connectionsPerSecond * CONNECTIONS_PER_CLIENT;
    return perSecond === 0 ? undefined : { perSecond, burst: perAddress };
  };
  return { total, perAddress, rate };
}

/** A user's messages; `perSecond: 0` for no limit. */
export function messageRateOf(live: LiveSettings): () => Rate {
  return () => ({ perSecond: live.current.messagesPerSecond, burst: live.current.messageBurst });
}

export function requestLimitsOf(live: LiveSettings): HttpOptions['limits'] {
  const requests = () => live.current.requestsPerMinute;
  /** Of their own number, but off where the limit on requests is. */
  const unlessOff = (points: number) => () => (requests() === 0 ? 0 : points);
  return {
    ...callerLimit('requests', requests, MINUTE),
    webhook: liveLimit(unlessOff(HOOK_POSTS), (points) => windowLimit('posts to a webhook', points, MINUTE)),
    commands: {
      registrations: new RegistrationLimit(() => live.current.registrationsPerHour),
      groups: callerLimit('groups', () => live.current.groupsPerHour, HOUR),
      additions: callerLimit('additions', () => live.current.additionsPerHour, HOUR),
      changes: callerLimit('changes', () => Math.ceil(requests() / REQUESTS_PER_CHANGE), MINUTE),
      keyChanges: callerLimit('key changes', unlessOff(KEY_CHANGES), HOUR),
      searches: callerLimit('searches', () => Math.ceil(requests() / REQUESTS_PER_SEARCH), MINUTE),
      messages: callerLimit('messages', () => live.current.messagesPerSecond * MINUTE, MINUTE),
      hooks: callerLimit('webhooks', unlessOff(HOOKS), HOUR),
      reports: callerLimit('reports', unlessOff(REPORTS), HOUR),
      vaults: callerLimit('vaults', unlessOff(VAULTS), HOUR),
    },
  };
}

/** For commands of the deployment's modules. */
export function commandLimitOf(live: LiveSettings): CallerLimit {
  return callerLimit('commands', () => (live.current.messagesPerSecond === 0 ? 0 : COMMAND_CALLS), MINUTE);
}

/** @param points as they are now */
function callerLimit(name: string, points: () => number, seconds: number): CallerLimit {
  return {
    user: liveLimit(points, (most) => windowLimit(`${name} of a user`, most, seconds)),
    address: liveLimit(points, (most) =>
      addressLimit(`${name} of an address`, most * USERS_PER_ADDRESS, seconds),
    ),
  };
}
