/** What is looked for, by where it begins. */
interface Needle<Name> {
  readonly name: Name;
  readonly written: Buffer;
}

const BEGINNING = 4;
const BITS = 20;

/** Many things that are looked for in one pass, however many they are. */
export class Needles<Name> {
  readonly #byBeginning = new Map<number, Needle<Name>[]>();
  /** Whether something may begin so: most of what is looked through is passed over by this alone. */
  readonly #may = new Uint8Array(1 << BITS);

  /** Of all that is looked for, each once, as they were added. */
  readonly #names = new Set<Name>();

  get names(): readonly Name[] {
    return [...this.#names];
  }

  /** @param written at least 4 bytes */
  add(name: Name, written: Buffer): void {
    const beginning = written.readUInt32BE();
    this.#names.add(name);
    this.#may[placeOf(beginning)] = 1;
    const needles = this.#byBeginning.get(beginning);
    if (needles === undefined) this.#byBeginning.set(beginning, [{ name, written }]);
    else needles.push({ name, written });
  }

  /** The names of those that are there. */
  foundIn(haystack: Buffer): ReadonlySet<Name> {
    const found = new Set<Name>();
    let window = 0;
    for (let at = 0; at < haystack.length; at++) {
      window = (window << 8) | (haystack[at] ?? 0);
      if (at < BEGINNING - 1 || this.#may[placeOf(window)] === 0) continue;
      const start = at + 1 - BEGINNING;
      for (const { name, written } of this.#byBeginning.get(window >>> 0) ?? [])
        if (written.equals(haystack.subarray(start, start + written.length))) found.add(name);
    }
    return found;
  }
}

function placeOf(beginning: number): number {
  return Math.imul(beginning, 0x9e3779b1) >>> (32 - BITS);
}
