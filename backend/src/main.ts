import { parseArgs } from 'node:util';
import { createApp } from './app.ts';
import { loadCommands } from './commands/load-commands.ts';
import { beginAudit } from './start/begin-audit.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/env.ts';
import { createLogger } from './logging/logger.ts';
import { beginDemo } from './start/demo-general.ts';
import { refuseDemoUsers } from './start/demo-users.ts';
import { seedDemoTeam } from './start/demo-team/seed-demo-team.ts';
import { firstLink } from './start/first-link.ts';
import { openBus } from './start/open-bus.ts';
import { openStores } from './start/open-stores.ts';
import { stopOnSignal } from './start/stop-on-signal.ts';
import { certificateOf } from './tls/certificate-of.ts';
import { startNotice } from './start/start-notice.ts';

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : describe(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel, pretty: config.development });
  const stores = await openStores(config.store, logger);
  const certificate = certificateOf(config.tls, Date.now(), logger);
  const bus = await openBus(config.redisUrl, logger);
  const commands = await loadCommands(config.commandsDir, logger);
  const app = createApp({ config, stores, logger, certificate, bus, commands });
  if (!config.development) await refuseDemoUsers(app.context);
  await beginAudit(app.context, config);
  if (config.development) await beginDemo(app.context);
  const { http, ws } = await app.start();
  if (config.development && isSeeded()) await seedDemoTeam(app.context);
  stopOnSignal(app, { timeout: config.shutdownTimeout, logger });
  // Only after listening: a server that cannot start must not leave an unseen link behind.
  const link = await firstLink(app.context, config.publicUrl);
  // Not through the logger: a secret belongs on the operator's screen, not in a log.
  const sentences = startNotice(config, { certificate, link, ready: performance.now() });
  if (sentences.length > 0) console.log(`\n${sentences.join('\n\n')}\n`.replaceAll(/^(?=.)/gm, '  '));
  logger.info({ http: http.port, ws: ws.port, publicUrl: config.publicUrl }, 'listening');
}

/** `npm start -- --seeded`. */
function isSeeded(): boolean {
  return parseArgs({ options: { seeded: { type: 'boolean', default: false } } }).values.seeded;
}

/** The error with its causes; a cause already named in the message is not repeated. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? describe(error.cause) : '';
  return error.message.includes(cause) ? error.message : `${error.message}\n  ${cause}`;
}
