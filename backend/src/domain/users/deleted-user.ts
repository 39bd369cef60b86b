import { DELETED_NAME, type User, type Uuid } from '@parley/protocol';

/** What others see of an account that was removed. Its former username is kept for one purpose: that nobody gets it again. */
export function deletedUser(uid: Uuid): User {
  return {
    uid,
    username: `deleted-${uid.slice(0, 8)}`,
    displayName: DELETED_NAME,
    about: '',
    admin: false,
    removed: true,
  };
}
