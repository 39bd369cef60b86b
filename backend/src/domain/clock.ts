/** Milliseconds since the Unix epoch; injected, so that tests set it. */
export type Clock = () => number;
