import { type Finding, fine, problem, warning } from './finding.ts';

/** More than this, and sessions and challenges end at the wrong time for somebody. */
const clockToleranceMs = 30_000;

/** What people meet at PUBLIC_URL: whether browsers give it their cryptography, and whether the proxy does its part. */
export async function checkPublicAddress(address: string, now: () => number): Promise<readonly Finding[]> {
  const url = URL.parse(address);
  if (url === null)
    return [problem(`PUBLIC_URL is no address: ${address}`, 'Write it as https://chat.example.org')];
  const isSecure = url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!isSecure)
    return [
      problem(
        `${address} is not https: browsers refuse their cryptography to it.`,
        'See docs/operations.md.',
      ),
    ];
  try {
    const answer = await fetch(new URL('/', url), { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return [
      fine(`${address} answers.`),
      ...headersOf(answer.headers, url),
      ...clockOf(answer.headers, now()),
    ];
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return [
      warning(
        `${address} does not answer: ${cause}`,
        'Is the server started, and its certificate trusted here?',
      ),
    ];
  }
}

function headersOf(headers: Headers, url: URL): readonly Finding[] {
  const wanted = ['content-security-policy', 'x-content-type-options'];
  if (url.protocol === 'https:') wanted.push('strict-transport-security');
  return wanted
    .filter((name) => !headers.has(name))
    .map((name) =>
      problem(`The pages lack the header ${name}.`, 'Use the templates of nginx/ for your proxy.'),
    );
}

/** The proxy may run on another machine; then the two clocks can be compared. */
function clockOf(headers: Headers, now: number): readonly Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '');
  const apart = Math.abs(theirs - now);
  if (Number.isNaN(apart) || apart < clockToleranceMs) return [];
  const says = `The clocks of this machine and of its proxy are ${Math.round(apart / 1_000)} s apart.`;
  return [problem(says, 'Switch on time synchronisation (NTP) on both.')];
}
