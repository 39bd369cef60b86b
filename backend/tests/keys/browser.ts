import { createHash, randomUUID } from 'node:crypto';
import {
  createAccountKeys,
  createSessionClient,
  type AccountKeys,
  type Clock,
  type HttpTransport,
  type KeyKeeper,
  type KeysState,
  type NewAccount,
  type PasswordKdf,
  type SessionClient,
} from '@parley/client';
import { createNodeHttpTransport, MemoryKeys } from '@parley/client/node';
import { KeyLogsPage, type KeyLogEntry, type Uuid } from '@parley/protocol';
import { expect } from 'vitest';
import { ORIGIN } from '../../testing/start-test-backend.ts';

/** Fast, and still different for each password and salt: the server cannot tell. */
export const quickKdf: PasswordKdf = {
  derive: async (password, { salt }) =>
    new Uint8Array(createHash('sha256').update(password).update(salt).digest()),
};

export const PASSWORD = 'correct horse battery';

interface BrowserOptions {
  /** Its cookies and the way to the server: that of another page of the same browser, or one that a test disturbs. */
  readonly http?: HttpTransport;
  /** What it has kept of its keys; nothing in a new browser. */
  readonly keeper?: KeyKeeper;
  /** Whether it makes keys at all, which versions before did not. */
  readonly keys?: 'none';
  readonly clock?: Clock;
  /** For accounts whose credentials a real client made. */
  readonly kdf?: PasswordKdf;
  /** Told of what went wrong with the keys in the background. */
  readonly report?: (error: unknown) => void;
}

/** A way to the server for a new browser. */
export function wayTo(httpUrl: string): HttpTransport {
  return createNodeHttpTransport({ baseUrl: httpUrl, origin: ORIGIN });
}

/** A browser with the SDK's session and keys. */
export class Browser {
  readonly http: HttpTransport;
  readonly session: SessionClient;
  readonly keeper: KeyKeeper;

  constructor(httpUrl: string, options: BrowserOptions = {}) {
    const { keeper = new MemoryKeys(), http = wayTo(httpUrl), keys, clock, kdf = quickKdf, report } = options;
    this.keeper = keeper;
    this.http = http;
    const device = { id: randomUUID(), name: 'Test' };
    this.session = createSessionClient({
      http: this.http,
      origin: ORIGIN,
      kdf,
      device: async () => device,
      ...(clock && { clock }),
      ...(keys !== 'none' && {
        keys: async (parts) =>
          createAccountKeys({ ...parts, keeper, ...(clock && { clock }), ...(report && { report }) }),
      }),
    });
  }

  /** Makes an account. @param kind what it adds for a machine, or by an invitation @returns its name and id */
  async register(
    password = PASSWORD,
    kind: Pick<NewAccount, 'machine' | 'invitation'> = {},
  ): Promise<{ readonly username: string; readonly uid: Uuid }> {
    const username = `user_${randomUUID().slice(0, 8)}`;
    const { user } = await this.session.register({ username, displayName: username, password, ...kind });
    return { username, uid: user.uid };
  }

  async login(username: string, password = PASSWORD): Promise<void> {
    await this.session.login(username, password);
  }

  async keys(): Promise<AccountKeys> {
    const keys = await this.session.keys();
    if (keys === undefined) throw new Error('this browser has no keys');
    return keys;
  }

  async state(): Promise<KeysState> {
    return (await this.keys()).state.get();
  }

  /** The id of this device, once the account is open here. */
  async device(): Promise<Uuid> {
    const state = await this.state();
    expect(state).toMatchObject({ kind: 'open' });
    return state.kind === 'open' ? state.device : '';
  }

  /** What an account's key log says, as this browser's session is told. */
  async keyLog(uid: Uuid): Promise<readonly KeyLogEntry[]> {
    const body = { after: [{ uid, seq: 0 }] };
    const answer = await this.http.exchange({ method: 'POST', path: '/web/keylogs', body });
    const [found] = KeyLogsPage.parse(answer.body).keyLogs;
    return (found?.entries ?? []).map(({ entry }) => JSON.parse(entry) as KeyLogEntry);
  }
}
