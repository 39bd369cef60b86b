/** Where an input violates its schema, as the schema reports it. */
export interface ParseIssues {
  /** `keys` names unknown fields, where none are allowed. */
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] }[];
}

/** A schema reduced to its parse function, so that tables of parsers can be indexed by a generic name. */
export interface Parser<T> {
  safeParse(
    input: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: ParseIssues };
}
