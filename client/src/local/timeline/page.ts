/** Entries shown at first, and added per page. */
export const PAGE = 100;
