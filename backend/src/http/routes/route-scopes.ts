import { Uuid, type RouteName } from '@parley/protocol';
import { checkScopes, type Needed } from '../../domain/machines/scopes.ts';
import type { Grant } from '../../domain/sessions/session-store.ts';

/** `a password` for what belongs to one's own account: who has logged in with its password may do it, a machine, too. */
type RouteNeeded = Needed | 'a password';

/**
 * What each route needs of a machine; the compiler checks that none is missing. Where a path names a conversation, scopes have to reach
 * it. What opens accounts or changes those of others, and what governs groups, is done by people.
 */
const ROUTE_SCOPES: Readonly<Record<RouteName, RouteNeeded>> = {
  health: 'nothing',
  registration: 'nothing',
  challenge: 'nothing',
  login: 'nothing',
  register: 'nothing',
  checkInvitation: 'nothing',
  checkReset: 'nothing',
  resetPassword: 'nothing',
  session: 'nothing',
  renew: 'nothing',
  logout: 'nothing',
  sessions: 'a password',
  revokeSession: 'a password',
  changePassword: 'a password',
  profile: 'a password',
  people: 'read',
  peopleByUid: 'read',
  blocks: 'a password',
  block: 'a password',
  unblock: 'a password',
  removeOwnAccount: 'a password',
  accounts: 'a person',
  logOutAccount: 'a person',
  deactivateAccount: 'a person',
  reactivateAccount: 'a person',
  makeAdmin: 'a person',
  unmakeAdmin: 'a person',
  createResetLink: 'a person',
  removeAccount: 'a person',
  allInvitations: 'a person',
  revokeAnyInvitation: 'a person',
  invitations: 'a person',
  invite: 'a person',
  revokeInvitation: 'a person',
  machines: 'a person',
  createMachine: 'a person',
  changeMachine: 'a person',
  suspendMachine: 'a person',
  resumeMachine: 'a person',
  machineTokens: 'a person',
  createMachineToken: 'a person',
  revokeMachineToken: 'a person',
  readAudit: 'a person',
  exportAudit: 'a person',
  checkAudit: 'a person',
  hooks: 'a person',
  createIncomingHook: 'a person',
  createOutgoingHook: 'a person',
  revokeHook: 'a person',
  createGroup: 'a person',
  addMembers: 'a person',
  removeMember: 'a person',
  leaveGroup: 'write',
  changeRole: 'a person',
  renameGroup: 'a person',
  endGroup: 'a person',
  rooms: 'read everywhere',
  createRoom: 'a person',
  joinRoom: 'write',
  roomChallenge: 'write',
  general: 'a person',
  createGeneral: 'a person',
  room: 'read',
  roomMembers: 'read',
  describeRoom: 'a person',
  changeRules: 'a person',
  banMember: 'a person',
  unbanMember: 'a person',
  bans: 'a person',
  muteMember: 'a person',
  changeRoomPassword: 'a person',
  appointOwner: 'a person',
  conversation: 'read',
  preferences: 'read',
  search: 'read',
  registerMachine: 'nothing',
  logInMachine: 'nothing',
  namedUser: 'read',
  checkUsername: 'nothing',
  activeUsers: 'read everywhere',
  // Where it goes, the handler checks once it knows.
  directMessage: 'write',
  keyLogs: 'read',
  handedKeys: 'read everywhere',
  rosters: 'read everywhere',
  extendKeyLog: 'a password',
  vault: 'a password',
  putVault: 'a password',
  formerVaults: 'a password',
  serverSettings: 'a person',
  changeServerSettings: 'a person',
  welcome: 'a person',
  offerPairing: 'a person',
  takePairing: 'a person',
};

/** @throws ParleyError `E_SCOPE` for a call that a machine may not make, or not there */
export function checkRouteScopes(
  grant: Grant | undefined,
  name: RouteName,
  params: { readonly conversation?: unknown },
): void {
  const needed = ROUTE_SCOPES[name];
  if (needed === 'a password' && grant?.kind === 'password') return;
  const conversation = Uuid.safeParse(params.conversation);
  checkScopes(
    grant?.scopes,
    needed === 'a password' ? 'a person' : needed,
    conversation.success ? [conversation.data] : [],
  );
}
