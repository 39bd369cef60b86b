/** The name of every XMPP server here. */
export const DOMAIN = 'localhost';
export const ROOMS = `conference.${DOMAIN}`;

/** All users have it: what is measured is messages. */
export const PASSWORD = 'only-for-the-bench';

/** @param i from 0; two that differ in the last bit write to each other */
export function usernameOf(i: number): string {
  return `bench${i}`;
}
