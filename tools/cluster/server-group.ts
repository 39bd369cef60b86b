import { Service } from '../start/service.ts';

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

  #start(port: number): void {
    const service = new Service(`server-${port}`, ['backend/src/main.ts'], {
      env: { ...this.#env, HTTP_PORT: `${port}`, WS_PORT: `${port}` },
      shows: 'errors',
    });
    this.#services.set(port, service);
    const born = performance.now();
    void service.ended.then((how) => {
      if (this.#stopping) return;
      const isBroken = performance.now() - born < 5_000;
      console.error(isBroken ? how : `${how} Starting it again.`);
      if (isBroken) return;
      this.#start(port);
      console.log(this.#describe(port));
    });
  }

  #describe(port: number): string {
    return `process ${this.#services.get(port)?.pid ?? '?'} at port ${port}`;
  }
}
