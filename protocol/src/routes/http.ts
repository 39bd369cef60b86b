export const HTTP_PREFIX = '/web';
/** What the paths of all routes begin with. Proxies pass these on, and pages never take them for their own addresses. */
export const HTTP_PREFIXES = [HTTP_PREFIX, '/auth', '/active-users', '/direct-message'] as const;
export type HttpPrefix = (typeof HTTP_PREFIXES)[number];
/** Behind it stands the secret of an incoming webhook. */
export const HOOK_PREFIX = '/hooks';
/** Request header with the token, and response header with a fresh one. */
export const AUTH_TOKEN_HEADER = 'auth-token';
/** Angular's names for the double-submit cookie and header. */
export const XSRF_COOKIE = 'XSRF-TOKEN';
export const XSRF_HEADER = 'X-XSRF-TOKEN';
