import type { HttpTransport } from '@parley/client';
import { KeyLogsPage, type SignedKeyLogEntry, type StoredVault, type Uuid } from '@parley/protocol';
import { wayTo } from './browser.ts';

/** A way to a server that shows other keys than it has, and counts what it brings. */
export class Liar implements HttpTransport {
  readonly #way: HttpTransport;
  /** Key logs in place of those that the server has, by whose they are. */
  readonly lies = new Map<Uuid, readonly SignedKeyLogEntry[]>();
  /** The vault in place of the user's own, or that there is none. */
  vault: StoredVault | 'none' | undefined;
  brought = 0;
  /** What each answer about key logs waits for on its way. */
  holdsUp: () => Promise<void> = () => Promise.resolve();

  constructor(httpUrl: string) {
    this.#way = wayTo(httpUrl);
  }

  async exchange(request: Parameters<HttpTransport['exchange']>[0]) {
    const answer = await this.#way.exchange(request);
    if (request.method === 'GET' && request.path === '/web/vault' && this.vault !== undefined)
      return { ...answer, body: this.vault === 'none' ? {} : { vault: this.vault } };
    if (request.path !== '/web/keylogs') return answer;
    await this.holdsUp();
    const { after } = request.body as { after: { uid: Uuid; seq: number }[] };
    const page = KeyLogsPage.parse(answer.body);
    const keyLogs = page.keyLogs.map(({ uid, entries }, i) => ({
      uid,
      entries: this.lies.get(uid)?.slice(after[i]?.seq ?? 0) ?? entries,
    }));
    this.brought += keyLogs.reduce((sum, { entries }) => sum + entries.length, 0);
    return { ...answer, body: { ...page, keyLogs } };
  }
}
