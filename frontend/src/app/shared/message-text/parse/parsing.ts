/** Nodes of one message in the document at most; what comes after them is shown as plain text. */
export const NODES_MAX = 2_000;
/** Of these, so many are for the rest of the text, which stands in each quote that is open. */
const NODES_FOR_REST = 30;

/** One run of the parser: what it may still make, and what it did for that. */
export class Parsing {
  /** Looks at a character. A test holds them to a bound for each character of the text. */
  steps = 0;
  nodes = 0;
  /** Whether a name is a mention. */
  readonly isMention: (username: string) => boolean;

  constructor(isMention: (username: string) => boolean) {
    this.isMention = isMention;
  }

  hasRoom(): boolean {
    return this.nodes < NODES_MAX - NODES_FOR_REST;
  }
}
