import { counted, MESSAGES } from '../../shared/messages.ts';

/** What is said of rooms. */
export const ROOM_MESSAGES = {
  nameIt: 'Name the room.',
  shortest: (count: number) => `At least ${count} characters.`,
  longest: (count: number) => `At most ${count} characters.`,
  letters: 'Use only letters, digits, spaces, - and _, and at least one letter or digit.',
  onlyAdmins: 'On this server, only administrators create rooms.',
  about: (members: number, active: string) =>
    active === '' ? MESSAGES.members(members) : `${MESSAGES.members(members)} · last active ${active}`,
  noneMatch: (query: string) => `No rooms match “${query}”.`,
  none: 'There are no rooms yet. Create the first one: everyone on this server can find and join it.',
  general:
    'A room “general”, which everyone joins who gets an account from now on. Those who have one find it here.',
  anyone:
    'Everyone on this server can find this room, join it and read all of it. The server can read it, too.',
  whoKnows:
    'Everyone on this server can find this room. Whoever knows its password can join it and read all of it. The server can read it, too.',
  found: (count: number) => counted(count, 'room', 'rooms'),
  noMembers: (query: string) => `No members match “${query}”.`,
  deleteRoom: 'Delete this room for everyone?',
  deletion:
    "No one will be able to write in it. Its members can read it for 30 more days; then everything said in it is erased. You can't undo this.",
  typeName: (name: string) => `To confirm, type its name: ${name}`,
  notTheName: 'This is not the name of the room.',
  leave: {
    title: 'Leave this room?',
    text: 'You keep what was said so far, and can join again at any time.',
    action: 'Leave',
  },
  leaveLocked: {
    title: 'Leave this room?',
    text: "You keep what was said so far. To join again, you'll need its password.",
    action: 'Leave',
  },
} as const;
