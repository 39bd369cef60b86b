/**
 * Whether conversations are sealed, unless a server's or a client's own options say otherwise. Together with it, servers refuse older
 * clients, and their first start ends all sessions (the last step of each store), so that everyone makes keys at a login.
 */
export const SEALING = true as boolean;
