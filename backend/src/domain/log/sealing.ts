/**
 * Whether a server seals conversations, unless its app is told otherwise. Together with it, older clients are refused
 * (`oldestClientOf`), and the first start ends all sessions (the last step of each store), so that everyone makes keys at a login.
 */
export const SEALING = false as boolean;
