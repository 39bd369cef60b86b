/** What stands around the pages for administrators. */
export const ADMIN_MESSAGES = {
  onlyAdmins: 'Only administrators see this page.',
} as const;
