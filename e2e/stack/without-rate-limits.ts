/** In a test many people come from one address, faster than anybody types. */
export const withoutRateLimits = {
  MESSAGE_RATE_LIMIT: '0',
  HTTP_RATE_LIMIT: '0',
  CONNECTION_RATE_LIMIT: '0',
};
