/** The test runner puts the environment here. */
interface ImportMeta {
  readonly env: Readonly<Record<string, unknown>>;
}
