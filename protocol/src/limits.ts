/** Every bound of the protocol. Sizes are bytes, durations milliseconds, unless the name says otherwise. */
export const LIMITS = {
  /** Raw bytes of a message's payload, before base64. */
  payloadBytes: 32 * 1024,
  /** UTF-8 bytes of what a message says, so that it fits in a sealed payload. */
  contentBytes: 32_220,
  /** One Socket.IO frame; larger ones close the socket with 1009. */
  frameBytes: 64 * 1024,
  /** One JSON body of an HTTP request. */
  httpBodyBytes: 64 * 1024,
  groupMembers: 1_000,
  /** Members of a room. */
  roomMembers: 10_000,
  /** Owners and admins of a room, whom its state holds. */
  roomAdmins: 100,
  /** Entries in one page of `sync`. */
  pageEntries: 200,
  /** Base64 characters of payloads in one page of `sync` or `heads`. The payload that reaches this is the page's last. */
  pageBytes: 512 * 1024,
  /** Conversations in one page of `heads`. */
  pageHeads: 200,
  /** Entries of a conversation that a new device loads first. */
  windowStart: 50,
  /** A client that lacks more than this starts a new window at the head instead of filling the gap. */
  windowGap: 2_000,
  /** Conversations in one batch of marks. */
  marksBatch: 200,
  /** Up to this many members, `heads` carries every member's marks; above it only the floor. */
  marksMembers: 32,
  usernameMin: 3,
  usernameMax: 30,
  displayNameMax: 50,
  aboutMax: 200,
  groupNameMin: 2,
  groupNameMax: 50,
  /** What a room is for, in one line, and in more words. */
  topicMax: 200,
  descriptionMax: 1_000,
  /** Seconds between two messages of a plain member of a room: 6 hours. */
  slowModeMax: 21_600,
  /** Seconds that a member of a room is muted at most: 30 days. */
  muteMax: 2_592_000,
  /** Uids in one page of those who are banned from a room. */
  pageBans: 100,
  passwordMin: 8,
  passwordMax: 127,
  deviceNameMax: 60,
  searchMax: 50,
  /** Words that one searches a conversation for. */
  wordsMax: 100,
  /** Messages in one page of what a search found. */
  pageFound: 50,
  /** Rooms in one page of the directory. */
  pageRooms: 50,
  /** Records in one page of the audit log. */
  pageAudit: 100,
  /** Members in one page of those of a room. */
  pageMembers: 50,
  jsonDepth: 32,
  jsonKeys: 100,
  pins: 50,
  /** Live sessions of one user. */
  sessions: 100,
  /** Invitations of one user that are neither used nor expired. */
  openInvitations: 20,
  /** Webhooks of one conversation, and what an outgoing one waits for. */
  hooks: 20,
  /** Of one maker in all conversations. */
  hooksPerUser: 50,
  /** Outgoing ones of all makers: each is in the memory of every server. Of these one maker has a share of what others leave. */
  hooksOfAll: 2_000,
  hookWords: 20,
  hookWordMax: 40,
  hookUrlMax: 1_000,
  /** One body that is posted to a webhook. */
  hookBodyBytes: 1_048_576,
  invitationLabelMax: 50,
  reactionMax: 32,
  /** People whom one message mentions. */
  mentions: 100,
  /** Members of a group up to which each of them may call all of it. */
  callAllMembers: 50,
} as const;

/** How long things take and last, in milliseconds. */
export const TIMING = {
  pingInterval: 10_000,
  pingTimeout: 5_000,
  /** A socket that does not authenticate within this time is closed. */
  authenticate: 5_000,
  /** An acknowledgement overdue for this long closes and reopens the socket. */
  acknowledge: 5_000,
  reconnectMax: 2_000,
  heads: 15_000,
  gapMin: 100,
  gapMax: 300,
  presenceBatch: 1_000,
  presenceGrace: 10_000,
  marksMerge: 1_000,
  challenge: 60_000,
  session: 30 * 24 * 60 * 60 * 1_000,
  token: 24 * 60 * 60 * 1_000,
  typing: 5_000,
  /** Members of a deleted room can read it for so long. Then what was said there is erased. */
  readOn: 30 * 24 * 60 * 60 * 1_000,
  /** A code that lets another browser in. */
  pairing: 10 * 60_000,
  offlineNotice: 2_000,
} as const;
