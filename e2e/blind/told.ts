import { canary, secret, type Secret } from '../../tools/blind/canaries.ts';
import type { Use } from '../../tools/blind/watch-crypto.ts';

/** What the demo users have: everybody may know it, and it is too short to be told from chance. */
const KNOWN_PASSWORDS: readonly string[] = ['1234'];

/** All that the tests of this process write and type, and that no server may learn: it holds canaries, by which it is found. */
class Told {
  /** Whether texts get a canary. */
  isMarking = true;
  /** What each canary stands in. */
  readonly #words = new Map<string, string>();
  /** Canaries that the server is to learn. */
  readonly #open = new Map<string, string>();
  readonly #keys = new Map<string, Secret>();
  readonly #faults = new Set<string>();

  /** The text with a canary behind it, unless it holds one. */
  marked(text: string): string {
    return this.#holdsCanary(text) || !this.isMarking ? text : this.#with(text, this.#words);
  }

  /** The same for what everybody may read, so that it is known to be found where it is. */
  markedOpenly(text: string): string {
    return this.#with(text, this.#open);
  }

  /** What was said, without canaries. */
  unmarked(text: string): string {
    return text.replaceAll(/\s(\S{12})(?=\s|$)/gu, (all, word: string) => (this.#isCanary(word) ? '' : all));
  }

  password(): string {
    return this.#with('battery', this.#words);
  }

  keep(name: string, value: string | Uint8Array): void {
    const kept = secret(name, value);
    this.#keys.set(Buffer.from(kept.bytes).toString('hex'), kept);
  }

  /** Of a client: what it keeps secret, and whether that can be found. */
  hear({ kind, name, bytes }: Use): void {
    if (kind === 'key') {
      this.keep(name, bytes);
      return;
    }
    const text = Buffer.from(bytes).toString();
    const said = kind === 'password' ? text : textIn(text);
    const isKnown = kind === 'password' && KNOWN_PASSWORDS.includes(text);
    if (said !== undefined && !isKnown && !this.#holdsCanary(said)) this.#faults.add(`${kind} “${said}”`);
  }

  /** What must not be found. */
  secrets(): readonly Secret[] {
    return [...secretsOf(this.#words), ...this.#keys.values()];
  }

  /** What must be found. */
  open(): readonly Secret[] {
    return secretsOf(this.#open);
  }

  /** What no search would find: it was sealed or typed without a canary. */
  faults(): readonly string[] {
    return [...this.#faults];
  }

  /** Texts and passwords may stand outside of tests; the rest is of one server. */
  forget(): void {
    for (const each of [this.#open, this.#keys, this.#faults]) each.clear();
  }

  #with(text: string, words: Map<string, string>): string {
    const word = canary();
    words.set(word, text.slice(0, 100));
    // A word behind them would keep a block of code from ending.
    return `${text}${text.endsWith('```') ? '\n' : ' '}${word}`;
  }

  #holdsCanary(text: string): boolean {
    return [...this.#words.keys(), ...this.#open.keys()].some((word) => text.includes(word));
  }

  #isCanary(word: string): boolean {
    return this.#words.has(word) || this.#open.has(word);
  }
}

export const told = new Told();

function secretsOf(words: ReadonlyMap<string, string>): readonly Secret[] {
  return [...words].map(([word, text]) => secret(`“${text}” with ${word}`, word));
}

/** What a content says in words that somebody chose; a reaction says none. */
function textIn(content: string): string | undefined {
  const { type, text } = JSON.parse(content) as { readonly type: string; readonly text?: string };
  return type === 'text' ? text : undefined;
}
