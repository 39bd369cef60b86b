import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS } from '@parley/protocol';
import {
  boundsOf,
  contextOf,
  accessRulesOf,
  documentsOf,
  oldestClientOf,
  requestLimitsOf,
  commandLimitOf,
  messageRateOf,
  tcpBoundsOf,
  type AppParts,
} from './start/app-parts.ts';
import { answerOneByOne } from './listener/answer-one-by-one.ts';
import { ClosableServer } from './listener/closable-server.ts';
import { createServer } from './listener/create-server.ts';
import type { Context } from './domain/context.ts';
import { openAnnouncements } from './domain/conversations/open-announcements.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { listen } from './listener/listen.ts';
import { requireUpgrade } from './listener/require-upgrade.ts';
import { redirectToHttps } from './listener/redirect-to-https.ts';
import { cutSlowBodies } from './listener/cut-slow-bodies.ts';
import { NO_BUS } from './realtime/nodes/bus.ts';
import { NodePublisher } from './realtime/nodes/node-publisher.ts';
import { createDelivery } from './realtime/create-delivery.ts';
import { createRealtime, type Realtime } from './realtime/create-realtime.ts';
import { Admission } from './realtime/admission/admission.ts';
import { Carriers } from './carriers.ts';
import { postOutside } from './security/outgoing/post-outside.ts';
import { AuditNotes } from './security/audit/audit-notes.ts';
import { followLogs } from './domain/search/follow-logs.ts';
import { EndedHooks } from './domain/webhooks/ended-hooks.ts';
import { HookCaller } from './domain/webhooks/hook-caller.ts';
import { HookSender } from './domain/webhooks/hook-sender.ts';
import { DeletedAccounts } from './domain/users/removal/deleted-accounts.ts';
import { DeletedRooms } from './domain/rooms/deleted-rooms.ts';
import { OldReports } from './domain/moderation/old-reports.ts';
import { RoomActivity } from './domain/rooms/room-activity.ts';
import { publishTo } from './domain/publish-to.ts';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { scheduledBackups } from './start/scheduled-backups.ts';
import { secretsOf } from './start/secrets.ts';
import { TcpConnections } from './listener/tcp-connections.ts';
import { Ticker } from './start/ticker.ts';
import { VERSION } from './start/version.ts';
import { WorkInProgress } from './start/work-in-progress.ts';

/** Where a server listens; twice the same address if one port serves everything. */
export interface Addresses {
  readonly http: AddressInfo;
  readonly ws: AddressInfo;
  /** Where plain HTTP is redirected to https. */
  readonly redirect?: AddressInfo | undefined;
}

/** Puts a server together from its parts. */
export function createApp(parts: AppParts): App {
  const { config, logger, bus = NO_BUS } = parts;
  const work = new WorkInProgress();
  const shared = { access: accessRulesOf(config), logger, track: work.track };
  const oldestClient = oldestClientOf(parts);
  const secrets = secretsOf(config, parts.clock ?? Date.now);
  const base = contextOf(parts, secrets);
  const auditNotes = new AuditNotes(base, (error) => logger.error({ err: error }, 'audit failed'));
  const admission = new Admission({
    bounds: boundsOf(config, base.liveSettings),
    clock: base.clock,
    auditNotes,
  });
  const carriers = new Carriers(base, {
    ...shared,
    admission,
    auditNotes,
    clock: base.clock,
    frameBytes: config.limits.frameBytes,
    unsentBytes: config.limits.unsentBytes,
    draining: () => work.draining,
    queryToken: config.gatewayQueryToken,
  });
  const { connections } = carriers;
  const failed = (error: unknown) => logger.warn({ err: error }, 'somebody was not told');
  const activity = new RoomActivity(base);
  const delivery = createDelivery(base, {
    connections,
    bus,
    failed,
    grew: (growth) => activity.grew(growth),
  });
  const hooks = new HookCaller(base, (error) => logger.error({ err: error }, 'a webhook was not called'));
  const publishers = [delivery.publisher, new NodePublisher(bus), activity, hooks];
  const context = {
    ...base,
    publisher: publishTo(publishers, failed),
    onlineUsers: delivery.presence,
  };
  const realtime = createRealtime(context, {
    ...shared,
    connections,
    delivery,
    admission,
    auditNotes,
    oldestClient,
    messageRate: messageRateOf(base.liveSettings),
    pageBytes: LIMITS.pageBytes,
    version: VERSION,
    commands: parts.commands?.commands ?? [],
    commandLimit: commandLimitOf(base.liveSettings),
    nextTurn: setImmediate,
  });
  const http = createHttpApp(context, {
    ...shared,
    xsrf: secrets.xsrf,
    limits: requestLimitsOf(base.liveSettings),
    status: () => (work.draining ? 'draining' : 'ok'),
    spa: config.staticDir,
    documents: documentsOf(config),
    oldestClient,
  });
  return new App(parts, { context, carriers, realtime, activity, hooks, work, http });
}

/** How long the other end of an outgoing webhook may take, in ms. */
const HOOK_PATIENCE = 10_000;
/** What work in steps measures its time by, and gives way with. */
const PACE = { now: () => performance.now(), nextTurn: () => setImmediate() };

interface Composed {
  readonly context: Context;
  readonly carriers: Carriers;
  readonly realtime: Realtime;
  readonly activity: RoomActivity;
  readonly hooks: HookCaller;
  readonly work: WorkInProgress;
  readonly http: RequestListener;
}

/** A server that is put together. */
export class App {
  readonly context: Context;
  readonly #parts: AppParts;
  readonly #composed: Composed;
  readonly #ticker: Ticker;
  /** Those that none of its tasks waits for. */
  readonly #others: readonly Ticker[];
  readonly #sender: HookSender;
  readonly #backups: Ticker | undefined;
  readonly #http: ClosableServer;
  readonly #ws: ClosableServer;
  readonly #redirect: ClosableServer | undefined;

  constructor(parts: AppParts, composed: Composed) {
    const { context, carriers, realtime, activity, hooks, http } = composed;
    this.context = context;
    this.#parts = parts;
    this.#composed = composed;
    const endedHooks = new EndedHooks(context);
    const deleted = new DeletedRooms({ rooms: context.rooms, clock: context.clock, ...PACE });
    const deletedAccounts = new DeletedAccounts(context);
    const oldReports = new OldReports(context);
    this.#ticker = new Ticker(
      async () => {
        carriers.tick();
        await realtime.tick();
        await activity.tick();
        await hooks.tick();
        await deleted.tick();
        await oldReports.tick();
        await endedHooks.tick();
      },
      (error) => parts.logger.error({ err: error }, 'tick failed'),
    );
    // It rests between its steps, for which nothing else may wait.
    const indexer = new Ticker(
      () => followLogs({ search: context.search, now: PACE.now, sleep: setTimeout }),
      (error) => parts.logger.error({ err: error }, 'the search index does not follow'),
    );
    // By itself: nothing that a tick waits for may hold up what an administrator has set.
    const settings = new Ticker(
      () => context.liveSettings.follow(),
      (error) => parts.logger.error({ err: error }, 'the settings are not followed'),
    );
    const muted = new Ticker(
      () => context.mutedPeople.follow(),
      (error) => parts.logger.error({ err: error }, 'it is not followed who is muted'),
    );
    const { config, certificate, clock = Date.now } = parts;
    const post = postOutside({ allowed: config.webhookAllowlist, patience: HOOK_PATIENCE });
    const unsent = (error: unknown) => parts.logger.error({ err: error }, 'webhooks are not sent');
    this.#sender = new HookSender(context, post, unsent);
    // Somebody may be in many rooms.
    const erasing = new Ticker(
      () => deletedAccounts.tick(),
      (error) => parts.logger.error({ err: error }, 'removed accounts are not erased'),
    );
    this.#others = [indexer, settings, muted, erasing, new Ticker(() => this.#sender.tick(), unsent)];
    this.#backups = scheduledBackups(parts, context);
    const redirect = redirectToHttps(config.publicUrl);
    const tls = certificate && { certificate, plain: redirect };
    const isOne = config.staticDir !== undefined;
    this.#http = new ClosableServer(createServer(isOne ? requireUpgrade(http) : http, tls));
    this.#ws = isOne ? this.#http : new ClosableServer(createServer(requireUpgrade(nothingHere), tls));
    this.#redirect =
      config.redirectPort === undefined ? undefined : new ClosableServer(createServer(redirect));
    carriers.attach(this.#ws.server);
    const tcp = new TcpConnections(tcpBoundsOf(config, context.liveSettings), clock);
    for (const { server } of this.#servers) {
      tcp.guard(server);
      answerOneByOne(server);
      cutSlowBodies(server);
    }
  }

  /** Starts to listen. @throws Error that names the port where one is taken */
  async start(): Promise<Addresses> {
    const { host, httpPort, wsPort } = this.#parts.config;
    await openAnnouncements(this.context);
    await Promise.all([this.context.liveSettings.follow(), this.context.mutedPeople.follow()]);
    // The first look at what grew comes before the first client: later ones find what others stored since.
    await this.#ticker.tick();
    await this.#composed.activity.begin();
    const isOne = this.#ws === this.#http;
    const http = await listen(
      this.#http.server,
      httpPort,
      host,
      isOne ? 'HTTP_PORT and WS_PORT' : 'HTTP_PORT',
    );
    const ws = isOne ? http : await listen(this.#ws.server, wsPort, host, 'WS_PORT');
    const redirect = await this.#listenForPlain();
    this.#ticker.start();
    for (const ticker of this.#others) ticker.start();
    this.#backups?.start();
    return { http, ws, redirect };
  }

  async #listenForPlain(): Promise<AddressInfo | undefined> {
    const { host, redirectPort } = this.#parts.config;
    if (this.#redirect === undefined || redirectPort === undefined) return undefined;
    return listen(this.#redirect.server, redirectPort, host, 'HTTP_REDIRECT_PORT');
  }

  /** Runs the tasks of the tick now; for tests, which do not wait for it. */
  async tick(): Promise<void> {
    await Promise.all([this.#ticker, ...this.#others].map((ticker) => ticker.tick()));
    await this.#sender.idle();
  }

  get #servers(): readonly ClosableServer[] {
    const servers = [...new Set([this.#http, this.#ws])];
    return this.#redirect === undefined ? servers : [...servers, this.#redirect];
  }

  /** Stops taking work, finishes work in progress, disconnects all clients, and closes the stores. */
  async stop(): Promise<void> {
    const { work, carriers } = this.#composed;
    const servers = this.#servers;
    for (const server of servers) server.refuse();
    await work.drain();
    await this.#parts.commands?.stop?.();
    // A backup under way ends with the process: it would hold up the stop for as long as it takes.
    void this.#backups?.stop();
    const tickers = [this.#ticker, ...this.#others];
    await Promise.all([...tickers.map((ticker) => ticker.stop()), this.#sender.stop()]);
    await this.#recordActivity();
    await Promise.all([carriers.close(), ...servers.map((server) => server.close())]);
    await Promise.all([this.#parts.bus?.close(), this.#parts.stores.close()]);
  }

  /** What cannot be written now is read from the logs after the next start. */
  async #recordActivity(): Promise<void> {
    const failed = (error: unknown) =>
      this.#parts.logger.error({ err: error }, 'the activity of rooms is not stored');
    await this.#composed.activity.record().catch(failed);
  }
}

const nothingHere: RequestListener = (_request, response) => {
  response.writeHead(404).end();
};
