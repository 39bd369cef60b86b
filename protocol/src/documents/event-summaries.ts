import type { ClientEventName, ServerEventName } from '../events/events.ts';

/** What each event of a client asks for, in one line. Pages never read this. */
export const CLIENT_EVENT_SUMMARIES: Readonly<Record<ClientEventName, string>> = {
  privateMessage: 'Appends to a direct conversation, which comes into being with its first message.',
  groupMessage: 'Appends to a group or room.',
  broadcastMessage: 'Appends to the announcements; for administrators.',
  sync: 'Asks for a page of a log: after a cursor, before a place, or the last one.',
  heads: "Asks what changed since the token, in all of the user's conversations.",
  reauthenticate: 'Gives a fresh token of the same session for this socket.',
  command: 'Runs a command of the server.',
  delivered: 'Says that the user has received everything up to these places.',
  read: 'Says that the user has read everything up to these places.',
  typing: 'Says that the user is typing; repeated while that lasts.',
};

/** What each event of the server says, in one line. */
export const SERVER_EVENT_SUMMARIES: Readonly<Record<ServerEventName, string>> = {
  response: "An entry of one of the user's conversations.",
  updateDeliveryStatusOnConnection: 'Marks of members of a conversation moved.',
  onlineStatus: 'People whom the user shares a conversation with came or went.',
  newgrp: 'A conversation that the user is now in, or whose membership changed for them.',
  typing: 'Somebody is typing.',
  keyLogGrown: 'The key log of somebody, or of the user, has a new entry.',
  vaultChanged: "A device of the user changed the user's vault.",
  'token-expired': 'The session ended; the socket closes after this.',
};
