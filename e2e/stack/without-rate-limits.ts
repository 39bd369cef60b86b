/** In a test many users come from one address, faster than anyone types. */
export const withoutRateLimits = {
  MESSAGE_RATE_LIMIT: '0',
  HTTP_RATE_LIMIT: '0',
  REGISTRATION_RATE_LIMIT: '0',
  GROUP_RATE_LIMIT: '0',
  ADDITION_RATE_LIMIT: '0',
  CONNECTION_RATE_LIMIT: '0',
};
