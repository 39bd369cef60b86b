import type { WebSocketRoute } from '@playwright/test';
import type { Person } from './person.ts';

/** The network between a browser and the server. Chromium's own offline mode does not affect WebSockets. */
export class Network {
  private readonly person: Person;
  private readonly sockets = new Set<WebSocketRoute>();
  private isCut = false;

  private constructor(person: Person) {
    this.person = person;
  }

  /** Reloads the page, so that its sockets run through this. */
  static async of(person: Person): Promise<Network> {
    const network = new Network(person);
    await person.context.routeWebSocket(/socket\.io/, (socket) => network.pass(socket));
    await person.page.reload();
    return network;
  }

  async cut(): Promise<void> {
    this.isCut = true;
    await this.person.context.setOffline(true);
    for (const socket of this.sockets) await socket.close();
    this.sockets.clear();
  }

  async mend(): Promise<void> {
    this.isCut = false;
    await this.person.context.setOffline(false);
  }

  private pass(socket: WebSocketRoute): void {
    if (this.isCut) {
      void socket.close();
    } else {
      socket.connectToServer();
      this.sockets.add(socket);
    }
  }
}
