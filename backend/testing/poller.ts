import { SOCKET_PATH } from '@parley/protocol';
import { connectPacket } from './connect-packet.ts';

type Headers = Readonly<Record<string, string>>;

/** A connection by long polling that speaks as the test lets it speak, request by request. */
export class Poller {
  /** The address of its requests, with its id. */
  readonly url: string;
  readonly #headers: Headers;

  private constructor(url: string, headers: Headers) {
    this.url = url;
    this.#headers = headers;
  }

  /** Asks for a connection. */
  static handshake(serverUrl: string, headers: Headers = {}, query = ''): Promise<Response> {
    return fetch(addressOf(serverUrl) + query, { headers });
  }

  /**
   * Opens one that has not said who it is.
   * @param headers of each of its requests
   */
  static async open(serverUrl: string, headers: Headers = {}): Promise<Poller> {
    const answer = await Poller.handshake(serverUrl, headers);
    const sid = /"sid":"([^"]+)"/.exec(await answer.text())?.[1];
    if (sid === undefined) throw new Error(`no connection: ${answer.status}`);
    return new Poller(`${addressOf(serverUrl)}&sid=${sid}`, headers);
  }

  /** Opens one of a user. */
  static async of(serverUrl: string, token: string, headers: Headers = {}): Promise<Poller> {
    const poller = await Poller.open(serverUrl, headers);
    await poller.say(connectPacket(token));
    const answer = await poller.hear();
    if (!answer.startsWith('40')) throw new Error(`refused: ${answer}`);
    return poller;
  }

  /** Waits for what comes next, one packet or several. @throws Error with the status where there is no connection */
  async hear(): Promise<string> {
    const answer = await this.poll();
    if (answer.status !== 200) throw new Error(`refused: ${answer.status}`);
    return answer.text();
  }

  poll(headers: Headers = this.#headers): Promise<Response> {
    return fetch(this.url, { headers });
  }

  async say(body: string, headers: Headers = this.#headers): Promise<number> {
    return (await fetch(this.url, { method: 'POST', body, headers })).status;
  }
}

function addressOf(serverUrl: string): string {
  return `${serverUrl}${SOCKET_PATH}/?EIO=4&transport=polling`;
}
