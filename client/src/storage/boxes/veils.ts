/** So many bytes can be veiled at once: a message and an edit as long as they may be, with some of their letters escaped. */
const VEIL_BYTES = 131_072;
/** So many veils are ready: each draft that is stored takes one, and another one is made for it. */
const VEILS = 4;

/** A text under a veil. */
export interface Veiled {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Veil {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly stream: Uint8Array;
}

/**
 * Encrypts at once what cannot wait for Web Crypto, since the page goes. AES-256-GCM combines a text with a key stream (NIST SP 800-38D), which
 * is made ahead, and used once. Without its tag nobody would notice a change: a box takes the place of what is veiled as soon as there is one.
 */
export class Veils {
  readonly #key: CryptoKey;
  readonly #ready: Veil[] = [];

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  async prepare(): Promise<void> {
    while (this.#ready.length < VEILS) this.#ready.push(await this.#make());
  }

  /** Undefined if the text is too long, or there is no veil left. */
  veil(text: string): Veiled | undefined {
    const bytes = new TextEncoder().encode(text);
    const veil = bytes.length > VEIL_BYTES ? undefined : this.#ready.pop();
    if (veil === undefined) return undefined;
    // Without it, a later draft has to wait for its box.
    this.#make().then(
      (made) => this.#ready.push(made),
      () => undefined,
    );
    return { iv: veil.iv, bytes: combined(bytes, veil.stream) };
  }

  async unveil({ iv, bytes }: Veiled): Promise<string> {
    return new TextDecoder().decode(combined(bytes, await this.#streamOf(iv, bytes.length)));
  }

  async #make(): Promise<Veil> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, stream: await this.#streamOf(iv, VEIL_BYTES) };
  }

  async #streamOf(iv: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array> {
    const algorithm = { name: 'AES-GCM', iv };
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, this.#key, new Uint8Array(length)));
  }
}

function combined(bytes: Uint8Array, stream: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes, (byte, at) => byte ^ (stream[at] ?? 0));
}
