import type { RequestOf, ResponseOf } from '@parley/protocol';

/** Settings of the server that need no restart. Commands need a connection and fail with a `CodedError`. */
export interface ServerSettingsClient {
  /** As they hold; for administrators. */
  read(): Promise<ResponseOf<'serverSettings'>>;
  /** @throws CodedError `E_CONFLICT` if somebody has saved since the version that was seen; `E_SETTING` and others for a value */
  change(changes: RequestOf<'changeServerSettings'>): Promise<ResponseOf<'serverSettings'>>;
  /** What a new account reads first; '' for nothing. */
  welcome(): Promise<string>;
}
