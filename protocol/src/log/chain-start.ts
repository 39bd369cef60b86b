/** The chain before the first entry: 32 zero bytes in base64. */
export const CHAIN_START = `${'A'.repeat(43)}=`;
