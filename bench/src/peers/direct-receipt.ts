/** As Parley's clients wait for more to come before they acknowledge what came in a direct conversation, in ms. */
export const DIRECT_RECEIPT_MS = 50;
