import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../backend/src/config/config.ts';
import { isOutdated } from '../build/is-outdated.ts';
import { checkCertificate } from './network/check-certificate.ts';
import { checkClock } from './computer/check-clock.ts';
import { checkConfiguration } from './settings/check-configuration.ts';
import { checkDisk } from './computer/check-disk.ts';
import { checkGivenCertificate } from './network/check-given-certificate.ts';
import { checkFolders } from './computer/check-folders.ts';
import { checkNames } from './settings/check-names.ts';
import { checkPorts } from './network/check-ports.ts';
import { checkPublicAddress } from './network/check-public-address.ts';
import { checkRedis } from './stores/check-redis.ts';
import { checkSecret } from './settings/check-secret.ts';
import { checkStore } from './stores/check-store.ts';
import { clockSynchronised } from './computer/clock-synchronised.ts';
import { type Finding, fine, problem, warning } from './finding.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Everything that is found about the deployment that these variables describe. Nothing is changed.
 * @param clock ms
 */
export async function examine(
  environment: NonNullable<Parameters<typeof checkConfiguration>[0]>,
  clock: () => number,
): Promise<readonly Finding[]> {
  const { config, findings: settings } = checkConfiguration(environment);
  const findings = [...settings, ...checkNames(root, environment)];
  if (config === undefined) return findings;
  const { store, jwt, redisUrl, publicUrl, trustedProxies } = config;
  const file = store.kind === 'sqlite' ? store.file : undefined;
  return [
    ...findings,
    ...webClient(config),
    ...(await checkPorts(config)),
    ...checkFolders(config),
    ...(await checkStore(config)),
    ...checkSecret(jwt),
    ...(redisUrl === undefined ? [] : await checkRedis(redisUrl)),
    ...(await checkDisk(file ?? 'data/parley.db')),
    ...certificates(config, clock()),
    ...checkClock({ file, synchronised: clockSynchronised(), now: clock() }),
    ...(await checkPublicAddress(publicUrl, trustedProxies, clock)),
  ];
}

/** `npm run serve` builds it; proxies serve what is there. */
function webClient({ staticDir }: Config): readonly Finding[] {
  const folder = staticDir ?? join(root, 'frontend/dist/browser');
  if (!existsSync(join(folder, 'index.html')))
    return [problem(`The web client isn't built: ${folder} has no index.html.`, 'npm run build')];
  const isOurs = folder === join(root, 'frontend/dist/browser');
  return [
    isOurs && isOutdated(root)
      ? warning('The web client is older than its source code.', 'npm run build')
      : fine('The web client is built.'),
  ];
}

function certificates({ tls, publicUrl }: Config, now: number): readonly Finding[] {
  const again = 'Delete it, run certs/gencert.sh and';
  return [
    ...(tls.kind === 'files' ? checkGivenCertificate(tls, publicUrl, now) : []),
    ...(tls.kind === 'own'
      ? checkCertificate(
          join(tls.folder, 'own-certificate.pem'),
          now,
          'Restart the server: it creates a new one.',
        )
      : []),
    ...checkCertificate(join(root, 'certs/server.crt'), now, `${again} restart the proxies.`),
    ...checkCertificate(join(root, 'certs/front-nginx.crt'), now, `${again} restart the proxies.`),
    ...checkCertificate(join(root, 'certs/client-ca.crt'), now, `${again} give users new ones.`),
  ];
}
