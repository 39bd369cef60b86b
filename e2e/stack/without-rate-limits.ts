/** In a test many people come from one address, faster than anybody types. */
export const withoutRateLimits = {
  MESSAGE_RATE_LIMIT: '0',
  HTTP_RATE_LIMIT: '0',
  REGISTRATION_RATE_LIMIT: '0',
  GROUP_RATE_LIMIT: '0',
  ADDITION_RATE_LIMIT: '0',
  CONNECTION_RATE_LIMIT: '0',
};
