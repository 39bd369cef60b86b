import type { KeyLogProblem } from './followed-key-log.ts';

/** What is wrong with what a server shows of the user's own keys. */
export type OwnKeysProblem =
  | KeyLogProblem
  /** The key log names keys that the vault does not hold: somebody else made it. */
  | 'foreign'
  /** The vault is under an earlier master key than the one that this device has seen. */
  | 'outdated'
  /** It has no keys, or no vault, of an account that this device has seen with keys. */
  | 'missing';
