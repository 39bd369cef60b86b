/** What is said of the passwords of rooms. */
export const PASSWORD_MESSAGES = {
  locked: 'Joining takes a password. The server never sees it, so nobody can look it up here.',
  open: 'Everyone on this server can join.',
  optional: 'Leave it empty to let everyone join.',
  changed: 'Whoever is in the room stays in it.',
  linkFor:
    'Whoever has this link and an account on this server can join, so send it only to people whom you want in.',
  linkEnds: "It works until the password changes. Copy it now: you won't see it again.",
  remove: {
    title: 'Remove the password?',
    text: 'Everyone on this server can then join the room and read all of it.',
    action: 'Remove',
  },
  spent:
    'The password in this link is not the one of the room, or not any more. Ask for a new link, or type the password.',
  carried: 'Your link brings the password along.',
} as const;
