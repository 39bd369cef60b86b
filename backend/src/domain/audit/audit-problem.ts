/** A problem of an audit log. */
export type AuditProblem =
  | { readonly kind: 'empty' }
  /** The record was changed, or one before it is missing. */
  | { readonly kind: 'changed'; readonly at: number }
  /** The chain fits, but the server never signed it. */
  | { readonly kind: 'forged'; readonly at: number }
  | { readonly kind: 'unknownKey'; readonly at: number; readonly key: string }
  /** The record has no signature although earlier ones have, or no record is signed. */
  | { readonly kind: 'unsigned'; readonly at: number }
  /** The log file has a different record at this place. */
  | { readonly kind: 'rewritten'; readonly at: number }
  /** The log file has records that are not in the database. */
  | { readonly kind: 'cutOff'; readonly from: number; readonly to: number };
