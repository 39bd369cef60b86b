import type { Body } from '@parley/protocol';

/** A change of a group that exists, as it stands in its log. */
export type GroupChange = Extract<
  Body,
  { readonly kind: 'added' | 'removed' | 'left' | 'roleChanged' | 'renamed' | 'ended' }
>;

/** How a sealed group begins. */
export type SealedCreation = Extract<Body, { readonly kind: 'created' }> & {
  readonly type: 'group';
  readonly name: string;
  readonly visibility: 'private';
  readonly protection: 'sealed';
};

/** What a user's device signs anew, or for the first time, before anything else: a new key, and changes of theirs that the log has lost. */
export type OwedChange = Extract<Body, { readonly kind: 'rekeyed' | 'removed' | 'left' }>;

/** A change that is offered again to the user whose log has lost it. */
export type LostChange = Exclude<GroupChange, { readonly kind: 'removed' | 'left' }>;
