/** Everyone logs in once more, with a client that makes keys for their account. */
export const endSessions = 'DELETE FROM sessions';
