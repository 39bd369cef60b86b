/** Time and timers, injected so that a test can run a week in a second. Milliseconds everywhere. */
export interface Clock {
  /** Since the Unix epoch. */
  now(): number;
  /** Runs `run` once after `ms`, unless the returned function is called before. */
  setTimeout(run: () => void, ms: number): Cancel;
}

export type Cancel = () => void;
