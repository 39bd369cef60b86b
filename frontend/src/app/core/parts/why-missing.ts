/**
 * Why a part of the application failed to load: the server has another version, the server is unreachable, or the file
 * exists and did not arrive.
 */
export type WhyMissing = 'outdated' | 'unreachable' | 'broken';

export async function whyMissing(): Promise<WhyMissing> {
  try {
    // The service worker would answer even if the server is unreachable.
    const answer = await fetch('/?ngsw-bypass', { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) return 'unreachable';
    return (await answer.text()).includes(nameOfThisVersion()) ? 'broken' : 'outdated';
  } catch {
    return 'unreachable';
  }
}

/** The main script's name contains a hash of its content. */
function nameOfThisVersion(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script?.src.split('/').at(-1) ?? '';
}
