import { Health } from '@parley/protocol';
import { type Answer, ask } from './ask.ts';
import { CLOCK_TOLERANCE } from '../computer/check-clock.ts';
import { type Finding, fine, problem, warning } from '../finding.ts';
import { passesUpgrades } from './passes-upgrades.ts';

/** An address for examples (RFC 5737): nobody comes from there. */
const FORGED = '203.0.113.7';
const TEMPLATES = 'Use the templates in nginx/ for your proxy, or compare yours with them.';

/**
 * What people meet at PUBLIC_URL: whether browsers give it their cryptography, and whether the proxies do their part.
 * @param proxies TRUST_PROXY
 */
export async function checkPublicAddress(
  address: string,
  proxies: number,
  now: () => number,
): Promise<readonly Finding[]> {
  const url = new URL(address);
  const isSecure = url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!isSecure) {
    const says = `${address} isn't https, so browsers can't encrypt anything there.`;
    return [problem(says, 'Set up https as docs/operations.md says, and set PUBLIC_URL to that address.')];
  }
  try {
    const page = await ask(new URL('/', url));
    const health = await ask(new URL('/web/health', url), { 'X-Forwarded-For': FORGED });
    return [
      fine(`${address} answers.`),
      ...trustIn(page),
      ...headersOf(page, url),
      ...clockOf(page, now()),
      ...(isParley(health) ? [seen(health, proxies), await sockets(url)] : [notParley(address)]),
    ];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const remedy =
      'Start the server and its proxies, then run this again. Check that the name points to this machine.';
    return [warning(`${address} doesn't answer: ${cause}`, remedy)];
  }
}

function isParley({ body }: Answer): boolean {
  try {
    return Health.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

function notParley(address: string): Finding {
  return problem(`${address}/web/health isn't answered by Parley.`, TEMPLATES);
}

function trustIn({ distrust }: Answer): readonly Finding[] {
  if (distrust === undefined) return [];
  const remedy =
    'Browsers will warn: import the certificate on all devices, or use one from a public authority.';
  return [warning(`This machine doesn't trust the certificate: ${distrust}`, remedy)];
}

function headersOf({ headers }: Answer, url: URL): readonly Finding[] {
  const wanted = ['content-security-policy', 'x-content-type-options'];
  if (url.protocol === 'https:') wanted.push('strict-transport-security');
  return wanted
    .filter((name) => headers[name] === undefined)
    .map((name) => problem(`The pages lack the header ${name}.`, TEMPLATES));
}

/** The proxy may run on another machine; then the two clocks can be compared. */
function clockOf({ headers }: Answer, now: number): readonly Finding[] {
  const apart = Math.abs(Date.parse(headers.date ?? '') - now);
  if (Number.isNaN(apart) || apart < CLOCK_TOLERANCE) return [];
  const says = `The clocks of this machine and its proxy differ by ${Math.round(apart / 1_000)} s.`;
  return [problem(says, 'Turn on time synchronisation (NTP) on both.')];
}

/** Limits and the audit log go by the address from which the server sees somebody come. */
function seen({ headers, from }: Answer, proxies: number): Finding {
  const address = String(headers['x-seen-from']);
  if (address === FORGED)
    return problem(
      `Anyone can pretend to have any address: TRUST_PROXY is ${proxies}, but there are fewer proxies.`,
      'Set TRUST_PROXY to the number of your proxies, and make the outermost one overwrite X-Forwarded-For.',
    );
  if (address !== from)
    return warning(
      `The server sees this machine as ${address}, its proxy as ${from}: TRUST_PROXY is ${proxies}.`,
      'Set TRUST_PROXY to the number of your proxies. If addresses are translated on the way, this is fine.',
    );
  return fine(`The server sees people's real addresses: ${address} from here.`);
}

async function sockets(url: URL): Promise<Finding> {
  return (await passesUpgrades(url))
    ? fine('WebSockets work.')
    : problem(
        "WebSockets don't get through, so no one can chat.",
        `Pass on the headers Upgrade and Connection. ${TEMPLATES}`,
      );
}
