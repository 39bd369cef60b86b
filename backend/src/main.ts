import { createApp } from './app.ts';
import { beginAudit } from './begin-audit.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/env.ts';
import { createLogger } from './logging/logger.ts';
import { addDemoUsers, refuseDemoUsers } from './demo-users.ts';
import { firstLink } from './first-link.ts';
import { openBus } from './open-bus.ts';
import { openStores } from './open-stores.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { certificateOf } from './certificate-of.ts';
import { welcome } from './welcome.ts';

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
  const certificate = certificateOf(config.tls, Date.now());
  const bus = await openBus(config.redisUrl, logger);
  const app = createApp({ config, stores, logger, certificate, bus });
  await (config.development ? addDemoUsers(app.context) : refuseDemoUsers(app.context));
  await beginAudit(app.context, config);
  const { http, ws } = await app.start();
  stopOnSignal(app, { timeout: config.shutdownTimeout, logger });
  // A server that cannot listen leaves no link behind that nobody saw.
  const link = await firstLink(app.context, config.publicUrl);
  // Not through the logger: a secret belongs on the screen of whoever starts the server, not in a log.
  const sentences = welcome(config, { certificate, link, ready: performance.now() });
  if (sentences.length > 0) console.log(`\n${sentences.join('\n\n')}\n`.replaceAll(/^(?=.)/gm, '  '));
  logger.info({ http: http.port, ws: ws.port, publicUrl: config.publicUrl }, 'listening');
}

/** What went wrong, and what that came from, unless that was said already. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? describe(error.cause) : '';
  return error.message.includes(cause) ? error.message : `${error.message}\n  ${cause}`;
}
