/**
 * Why a part of the application is not there: the server has another version, the server cannot be reached,
 * or the server has it and it did not arrive.
 */
export type WhyMissing = 'outdated' | 'unreachable' | 'broken';

export async function whyMissing(): Promise<WhyMissing> {
  try {
    // The service worker would answer for a server that is away.
    const answer = await fetch('/?ngsw-bypass', { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) return 'unreachable';
    return (await answer.text()).includes(nameOfThisVersion()) ? 'broken' : 'outdated';
  } catch {
    return 'unreachable';
  }
}

/** The main script's name has a hash of its content. */
function nameOfThisVersion(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script?.src.split('/').at(-1) ?? '';
}
