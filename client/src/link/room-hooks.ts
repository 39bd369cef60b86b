import type { HttpApi } from '../ports/http-api.ts';
import type { RoomHooks } from '../ports/room-hooks.ts';

/** Webhooks. Making one is not repeated by itself: each try would make another. */
export function createRoomHooks(api: HttpApi): RoomHooks {
  return {
    list: async (conversation) => (await api.call('hooks', { params: { conversation } })).hooks,
    createIncoming: (conversation, name) =>
      api.call('createIncomingHook', { params: { conversation }, body: { name } }),
    createOutgoing: (conversation, { name, url, words }) =>
      api.call('createOutgoingHook', { params: { conversation }, body: { name, url, words: [...words] } }),
    takeOver: (conversation, hook) => api.call('takeOverHook', { params: { conversation, hook } }),
    revoke: async (conversation, hook) => {
      await api.call('revokeHook', { params: { conversation, hook } });
    },
  };
}
