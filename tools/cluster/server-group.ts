import { answers } from '../start/answers.ts';
import { Service } from '../start/service.ts';

/** So many times in a row a server that does not start is started. */
const ATTEMPTS = 3;

interface GroupOptions {
  readonly words?: readonly string[];
  /** Ending this soon, in ms, is no start; nor is ending before it answered, however late. */
  readonly tooSoon?: number;
}

/** The same server several times. One that dies is started again, as a process manager would. */
export class ServerGroup {
  /** Settles when the last of them was given up, with a sentence that says so. */
  readonly ended: Promise<string>;
  readonly #ports: readonly number[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #options: Required<GroupOptions>;
  readonly #services = new Map<number, Service>();
  #stopping = false;

  /** @param env what all have in common */
  constructor(
    ports: readonly number[],
    env: Readonly<Record<string, string>>,
    { words = ['backend/src/main.ts'], tooSoon = 5_000 }: GroupOptions = {},
  ) {
    this.#options = { words, tooSoon };
    this.#ports = ports;
    this.#env = env;
    const ends = ports.map((port) => this.#keep(port));
    this.ended = Promise.all(ends).then(() => 'None of the servers could start.');
  }

  /** One line for each: which process it is, and where. */
  describe(): readonly string[] {
    return this.#ports.map((port) => this.#describe(port));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
  }

  /** Starts a server, and again when it ends. Resolves when it is given up, or all of them stop. */
  async #keep(port: number, attempt = 1): Promise<void> {
    const service = new Service(`server-${port}`, this.#options.words, {
      env: { ...this.#env, HTTP_PORT: `${port}`, WS_PORT: `${port}` },
      shows: 'errors',
    });
    this.#services.set(port, service);
    const born = performance.now();
    const end = new AbortController();
    // It rejects when the server has ended.
    const answered = answers(`http://127.0.0.1:${port}/web/health`, end.signal).then(
      () => true,
      () => false,
    );
    const how = await service.ended;
    end.abort();
    const started = (await answered) && performance.now() - born >= this.#options.tooSoon;
    if (this.#stopping) return;
    const next = started ? 1 : attempt + 1;
    console.error(next > ATTEMPTS ? how : `${how} Starting it again.`);
    if (next > ATTEMPTS) return;
    const kept = this.#keep(port, next);
    console.log(this.#describe(port));
    await kept;
  }

  #describe(port: number): string {
    return `process ${this.#services.get(port)?.pid ?? '?'} at port ${port}`;
  }
}
