import { Service } from '../start/service.ts';

/** Ending this soon, in ms, is no start; so many of them in a row are the last. */
const TOO_SOON = 5_000;
const ATTEMPTS = 3;

/** The same server several times. One that dies is started again, as a process manager would. */
export class ServerGroup {
  readonly #ports: readonly number[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #services = new Map<number, Service>();
  #stopping = false;

  /** @param env what all have in common */
  constructor(ports: readonly number[], env: Readonly<Record<string, string>>) {
    this.#ports = ports;
    this.#env = env;
    for (const port of ports) this.#start(port);
  }

  /** One line for each: which process it is, and where. */
  describe(): readonly string[] {
    return this.#ports.map((port) => this.#describe(port));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
  }

  #start(port: number, attempt = 1): void {
    const service = new Service(`server-${port}`, ['backend/src/main.ts'], {
      env: { ...this.#env, HTTP_PORT: `${port}`, WS_PORT: `${port}` },
      shows: 'errors',
    });
    this.#services.set(port, service);
    const born = performance.now();
    void service.ended.then((how) => {
      if (this.#stopping) return;
      const next = performance.now() - born < TOO_SOON ? attempt + 1 : 1;
      console.error(next > ATTEMPTS ? how : `${how} Starting it again.`);
      if (next > ATTEMPTS) return;
      this.#start(port, next);
      console.log(this.#describe(port));
    });
  }

  #describe(port: number): string {
    return `process ${this.#services.get(port)?.pid ?? '?'} at port ${port}`;
  }
}
