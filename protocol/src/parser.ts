/** Where an input does not fit, as a schema says it. */
export interface Misfit {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}

/** What a schema does, without the type of the schema: tables of parsers can be looked up by a generic name. */
export interface Parser<T> {
  safeParse(
    input: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Misfit };
}
