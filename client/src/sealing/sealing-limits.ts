/** The bounds of the sender's part in sealing. Servers know none of them. */
export const SEALING_LIMITS = {
  /** How long the next part of another's epoch is waited for, in ms. */
  epochPart: 10_000,
  /** How often something is made anew that the server refuses for no reason that shows in the log. */
  remakes: 8,
} as const;
