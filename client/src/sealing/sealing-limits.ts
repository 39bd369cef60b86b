/** The bounds of the sender's part in sealing. Servers know none of them. */
export const SEALING_LIMITS = {
  /** How long parts of another's epochs are waited for in all, in ms. */
  epochPart: 10_000,
  /** How often something is made anew that the server refuses for no reason that shows in the log. */
  remakes: 8,
  /** How many alarms of each kind are told in one conversation. */
  alarms: 20,
} as const;
