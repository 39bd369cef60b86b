const utf8 = new TextEncoder();
const LABEL = utf8.encode('parley/v1/login\0');

interface LoginMessage {
  /** Of the address that the client talks to, such as `https://chat.example.org`. */
  readonly origin: string;
  readonly username: string;
  /** 32 bytes from the server. */
  readonly challenge: Uint8Array;
  /** When the challenge ends, in ms. */
  readonly expiresAt: number;
}

/** What a login signs: label ‖ len16(origin) ‖ origin ‖ len16(username) ‖ username in lower case ‖ challenge32 ‖ expiry8, big-endian. */
export function loginMessage({ origin, username, challenge, expiresAt }: LoginMessage): Uint8Array {
  const originBytes = utf8.encode(origin);
  const nameBytes = utf8.encode(username.toLowerCase());
  const bytes = new Uint8Array(LABEL.length + 2 + originBytes.length + 2 + nameBytes.length + 32 + 8);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (part: Uint8Array) => {
    bytes.set(part, at);
    at += part.length;
  };
  const putLength = (length: number) => {
    view.setUint16(at, length);
    at += 2;
  };
  put(LABEL);
  putLength(originBytes.length);
  put(originBytes);
  putLength(nameBytes.length);
  put(nameBytes);
  put(challenge);
  view.setBigUint64(at, BigInt(expiresAt));
  return bytes;
}
