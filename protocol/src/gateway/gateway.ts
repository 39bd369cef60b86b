/** Where plain WebSockets connect. */
export const GATEWAY_PATH = '/ws';

/** Whether a request is one for the gateway, by its address as it came. */
export function isGatewayUrl(url: string): boolean {
  return url.split('?', 1)[0] === GATEWAY_PATH;
}

/** The subprotocol of the gateway: offered by clients, selected by the server. */
export const GATEWAY_PROTOCOL = 'parley.v1';

/** What stands before a token that a client offers as a second subprotocol. */
export const GATEWAY_TOKEN_PREFIX = 'token.';

/** The bounds of the gateway. Sizes in bytes, durations in ms. */
export const GATEWAY_LIMITS = {
  /** Cursors in `?after=`: proxies take request lines of 8 KiB. More come in frames. */
  cursors: 150,
  /** Cursors of one connection, in frames. */
  resumed: 20_000,
  /** How long these frames may take. */
  resume: 5_000,
  /** Frames of one client that are being answered; the next one is read when one of them is done. */
  inFlight: 32,
  /** Unsent answers, presence and marks of one client. What stands in a log is not sent ahead of its reader. */
  unsentBytes: 1024 * 1024,
  pingInterval: 10_000,
  /** A client that takes nothing and sends nothing for this long is gone. */
  silence: 60_000,
} as const;

/** The close codes that the server uses, by the numbers of RFC 6455 and its registry. The reason is an error code. */
export const GATEWAY_CLOSE = {
  normal: { code: 1000, meaning: 'you closed the connection' },
  binary: { code: 1003, meaning: 'a binary frame: the gateway speaks text' },
  noText: { code: 1007, meaning: 'a text frame that is not UTF-8' },
  policy: {
    code: 1008,
    meaning: 'the reason says which rule: not logged in, session ended, too many frames',
  },
  tooLarge: { code: 1009, meaning: 'a frame above MAX_MESSAGE_BYTES' },
  internal: { code: 1011, meaning: 'the server failed' },
  restart: { code: 1012, meaning: 'the server restarts: connect again at once' },
  later: { code: 1013, meaning: 'the server is full, or you read too slowly: connect again later' },
} as const;
