/** Bounds of machines. They stand apart from `LIMITS`, which every page loads. */
export const MACHINE_LIMITS = {
  /** Tokens of one machine, its sessions by key and those by password. Together they are fewer than `LIMITS.sessions`. */
  machineTokens: 20,
  machineLogins: 20,
  machinePasswordLogins: 50,
  /** Rooms that scopes name. */
  scopeRooms: 100,
  /** Machines in one page of them. */
  pageMachines: 50,
} as const;

/** The longest life of a token of a machine, in ms: a year and a day, so that a yearly change is never late. */
export const MACHINE_TOKEN_LIFE = 367 * 24 * 60 * 60 * 1_000;
