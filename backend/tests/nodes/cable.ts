import { startTcpProxy, type TcpProxy } from '../mongo/tcp-proxy.ts';

/** No server of this machine listens here. */
const NOWHERE = '1';

/** Leads to a server, until somebody pulls it or plugs it in elsewhere. */
export class Cable {
  readonly #end: URL;
  readonly #proxy: TcpProxy;

  private constructor(end: URL, proxy: TcpProxy) {
    this.#end = end;
    this.#proxy = proxy;
  }

  static async to(server: URL): Promise<Cable> {
    const end = new URL(server);
    return new Cable(end, await startTcpProxy(end));
  }

  get port(): number {
    return this.#proxy.port;
  }

  /** What is connected breaks, what connects is refused. */
  unplug(): void {
    this.#end.port = NOWHERE;
    this.#proxy.cut();
  }

  plugInto(server: URL): void {
    this.#end.port = server.port;
  }

  /** What is connected breaks, what connects gets through. */
  cut(): void {
    this.#proxy.cut();
  }

  close(): Promise<void> {
    return this.#proxy.close();
  }
}
