/** What the messages of an account stand under that was removed. */
export const DELETED_NAME = 'Deleted account';
