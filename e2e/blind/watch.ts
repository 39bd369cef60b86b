import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../../tools/blind/canaries.ts';
import { foundBy, needlesOf } from '../../tools/blind/found-in.ts';
import type { RecordingProxy } from '../../tools/blind/recording-proxy.ts';
import { told } from './told.ts';

/** Everything that one server receives, stores and says in its logs, and whether it learned what it must not. */
export class Watch {
  readonly #ways: readonly RecordingProxy[];
  readonly #stored: Buffer[] = [];
  readonly #logged: Buffer[] = [];

  /** @param ways all ways to the server */
  constructor(ways: readonly RecordingProxy[]) {
    this.#ways = ways;
  }

  /** Keeps what is in a server's folder now: its database with the log of its writes, and the security log. */
  async lookAt(folder: string): Promise<void> {
    for (const name of await readdir(folder)) this.#stored.push(await readFile(join(folder, name)));
  }

  hasStored(bytes: Buffer): void {
    this.#stored.push(bytes);
  }

  hasLogged(text: string): void {
    this.#logged.push(Buffer.from(text));
  }

  /** What of this the server received, stored and logged. */
  finds(secrets: readonly Secret[]): Readonly<Record<'received' | 'stored' | 'logged', readonly string[]>> {
    const needles = needlesOf(secrets);
    const received = this.#ways.flatMap((way) => way.received());
    return {
      received: foundBy(needles, received),
      stored: foundBy(needles, this.#stored),
      logged: foundBy(needles, this.#logged),
    };
  }

  /** What is empty was not watched. */
  #unseen(): readonly string[] {
    const seen = { received: this.#ways.flatMap((way) => way.received()), stored: this.#stored };
    return Object.entries(seen).flatMap(([where, bytes]) =>
      bytes.some(({ length }) => length > 0) ? [] : [`Nothing was seen of what the server has ${where}.`],
    );
  }

  /** @throws Error with what the server learned, and with what nobody could have found */
  check(): void {
    const [secrets, open, faults] = [told.secrets(), told.open(), told.faults()];
    told.forget();
    const found = this.finds([...secrets, ...open]);
    const isOpen = (way: string) => open.some(({ name }) => way.startsWith(name));
    const wrong = [
      ...this.#unseen(),
      ...Object.entries(found).flatMap(([where, ways]) =>
        ways.filter((way) => !isOpen(way)).map((way) => `The server has ${where} ${way}.`),
      ),
      ...(['received', 'stored'] as const).flatMap((where) =>
        open
          .filter(({ name }) => !found[where].some((way) => way.startsWith(name)))
          .map(({ name }) => `Not found in what the server has ${where}: ${name}, which is no secret.`),
      ),
      ...faults.map((fault) => `Without a canary: ${fault}.`),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }
}
