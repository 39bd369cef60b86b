/** What a client hands to Web Crypto or to its workers, which is how it uses all of its keys. */
export interface Use {
  /** A secret key; a password; or what is sealed for a conversation, as JSON. */
  readonly kind: 'key' | 'password' | 'content';
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * From now on, hears of each use. It runs in pages, too, where nothing else of this file is there.
 * @returns ends that in Node.js
 */
export function watchCrypto(hear: (use: Use) => void): () => void {
  type Call = (...parameters: unknown[]) => unknown;
  type Methods = Record<string, Call>;
  type Listener = (...parameters: unknown[]) => void;
  interface ToWorker {
    readonly password?: unknown;
    readonly call?: { readonly method: string; readonly input: readonly unknown[] };
  }
  const { Worker } = globalThis as { readonly Worker?: { readonly prototype: object } };

  const tell = (kind: Use['kind'], name: string, bytes: unknown) => {
    if (bytes instanceof Uint8Array) hear({ kind, name, bytes: Uint8Array.from(bytes) });
  };
  const importKey: Listener = (format, key, algorithm) => {
    const name = JSON.stringify(algorithm);
    // A seed stands at the end of its PKCS8.
    if (format === 'pkcs8') tell('key', `a private key of ${name}`, (key as Uint8Array).slice(-32));
    if (format === 'raw' && !/Ed25519|X25519/.test(name)) tell('key', `a key of ${name}`, key);
    if (format !== 'jwk') return;
    const { d = '', k = d } = key as { readonly d?: string; readonly k?: string };
    const bytes = atob(k.replaceAll('-', '+').replaceAll('_', '/'));
    if (k !== '')
      tell(
        'key',
        `a kept key of ${name}`,
        Uint8Array.from(bytes, (one) => one.charCodeAt(0)),
      );
  };
  /** Content is sealed in whole blocks of 256 bytes, behind a frank key of 32 and its own length. */
  const encrypt: Listener = (_algorithm, _key, plaintext) => {
    if (!(plaintext instanceof Uint8Array) || plaintext.length % 256 !== 0) return;
    const length = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(32);
    const content = plaintext.slice(36, 36 + length);
    if (content.length === length && content[0] === '{'.charCodeAt(0)) tell('content', 'a content', content);
  };
  const postMessage: Listener = (message) => {
    const { password, call } = (message ?? {}) as ToWorker;
    tell('password', 'a password', password);
    if (call?.method === 'open') tell('key', 'an encryption seed', call.input[2]);
    if (call?.method === 'seal')
      for (const key of call.input[1] as readonly unknown[]) tell('key', 'the key of an epoch', key);
  };

  const listenTo = (owner: object, name: string, listener: Listener) => {
    const original = (owner as Methods)[name];
    const value = function (this: unknown, ...parameters: unknown[]) {
      listener(...parameters);
      return original?.apply(this, parameters);
    };
    Object.defineProperty(owner, name, { value, configurable: true });
    return () => Object.defineProperty(owner, name, { value: original, configurable: true });
  };
  const ends = [
    listenTo(crypto.subtle, 'importKey', importKey),
    listenTo(crypto.subtle, 'encrypt', encrypt),
    ...(Worker === undefined ? [] : [listenTo(Worker.prototype, 'postMessage', postMessage)]),
  ];
  return () => ends.forEach((end) => end());
}
