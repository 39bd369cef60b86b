import type { StartSettings } from '@parley/backend/domain/settings/live-settings.ts';

/** Nobody changes settings in a simulated server. */
export const FIXED_SETTINGS: StartSettings = {
  values: {
    ...{ name: '', welcome: '', registration: 'closed', roomCreation: 'everyone', messagesPerSecond: 0 },
    ...{ messageBurst: 1, requestsPerMinute: 0, registrationsPerHour: 0, groupsPerHour: 0 },
    ...{ additionsPerHour: 0, connectionsPerSecond: 0 },
  },
  fixed: new Set(),
};
