export const HTTP_PREFIX = '/web';
/** Request header with the token, and response header with a fresh one. */
export const AUTH_TOKEN_HEADER = 'auth-token';
/** Angular's names for the double-submit cookie and header. */
export const XSRF_COOKIE = 'XSRF-TOKEN';
export const XSRF_HEADER = 'X-XSRF-TOKEN';
