import { Health } from '@parley/protocol';
import { type Answer, ask } from './ask.ts';
import { CLOCK_TOLERANCE } from './check-clock.ts';
import { type Finding, fine, problem, warning } from './finding.ts';
import { passesUpgrades } from './passes-upgrades.ts';

/** An address for examples (RFC 5737): nobody comes from there. */
const FORGED = '203.0.113.7';
const TEMPLATES = 'Use the templates of nginx/ for your proxy, or compare it with them.';

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
    const says = `${address} is not https: browsers refuse their cryptography to it.`;
    return [problem(says, 'Give it https as docs/operations.md says, and set PUBLIC_URL to that address.')];
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
      'Start the server and its proxies; then this looks at them. Does the name lead to this machine?';
    return [warning(`${address} does not answer: ${cause}`, remedy)];
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
  return problem(`${address}/web/health is not answered by Parley.`, TEMPLATES);
}

function trustIn({ distrust }: Answer): readonly Finding[] {
  if (distrust === undefined) return [];
  const remedy = 'Browsers warn: import the certificate on the devices, or use one of a public authority.';
  return [warning(`The certificate is not trusted on this machine: ${distrust}`, remedy)];
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
  const says = `The clocks of this machine and of its proxy are ${Math.round(apart / 1_000)} s apart.`;
  return [problem(says, 'Switch on time synchronisation (NTP) on both.')];
}

/** Limits and the audit log go by the address from which the server sees somebody come. */
function seen({ headers, from }: Answer, proxies: number): Finding {
  const address = String(headers['x-seen-from']);
  if (address === FORGED)
    return problem(
      `Anybody can claim to come from any address: TRUST_PROXY is ${proxies}, and so many proxies are not there.`,
      'Set TRUST_PROXY to the number of your proxies, and have the outermost overwrite X-Forwarded-For.',
    );
  if (address !== from)
    return warning(
      `The server sees this machine come from ${address}, its proxy sees ${from}: TRUST_PROXY is ${proxies}.`,
      'Set TRUST_PROXY to the number of your proxies. If addresses are translated on the way, this is as it should be.',
    );
  return fine(`The server sees where people come from: ${address} here.`);
}

async function sockets(url: URL): Promise<Finding> {
  return (await passesUpgrades(url))
    ? fine('Sockets come through.')
    : problem(
        'Sockets do not come through: nobody can talk.',
        `Pass on Upgrade and Connection. ${TEMPLATES}`,
      );
}
