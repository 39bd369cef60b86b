import { MemoryKeys } from '@parley/client/node';
import type { Clock, HttpTransport, KeptKeys, KeyKeeper } from '@parley/client';
import { ParleyError } from '@parley/protocol';
import { describe, expect, test, vi } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD, quickKdf, wayTo } from './browser.ts';

const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind);

/** A browser whose storage refuses key objects, as that of some private windows. */
class RefusingKeys extends MemoryKeys {
  override async keep(_keys: KeptKeys): Promise<void> {
    throw new DOMException('could not be cloned', 'DataCloneError');
  }
}

async function registered() {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username, uid } = await first.register();
  const another = (keeper?: KeyKeeper) => new Browser(backend.httpUrl, keeper && { keeper });
  return { backend, first, username, uid, another };
}

describe('a new account', () => {
  test('is registered with its keys, and its device is that of the session', async () => {
    const { first, uid } = await registered();
    const device = await first.device();
    expect(await first.keyLog(uid)).toMatchObject([{ kind: 'created' }, { kind: 'deviceAdded', device }]);
    const [session] = await first.session.sessions();
    expect(session?.device.id).toBe(device);
  });

  test('gets another id with every attempt, and keeps nothing of those that failed', async () => {
    const { backend, username, another } = await registered();
    const browser = another();
    const account = { username, displayName: username, password: PASSWORD };
    await expect(browser.session.register(account)).rejects.toMatchObject({ code: 'E_USERNAME_TAKEN' });
    expect(await browser.keeper.byName(username)).toBeUndefined();
    const { uid } = await browser.register();
    await expect(backend.stores.keys.entries(uid, 0)).resolves.toHaveLength(2);
  });
});

test('who tries a name that is taken leaves the keys of its owner in this browser', async () => {
  const { first, username, uid, another } = await registered();
  const account = { username, displayName: username, password: PASSWORD };
  await expect(another(first.keeper).session.register(account)).rejects.toMatchObject({
    code: 'E_USERNAME_TAKEN',
  });
  expect(await first.keeper.byName(username)).toMatchObject({ uid });
});

describe('a login', () => {
  test('opens the account by the password and adds this browser to the key log', async () => {
    const { first, username, uid, another } = await registered();
    const second = another();
    await second.login(username);
    const entries = await first.keyLog(uid);
    expect(kinds(entries)).toEqual(['created', 'deviceAdded', 'deviceAdded']);
    expect(entries[2]).toMatchObject({ device: await second.device() });
  });

  test('in the same browser is the same device, and needs no other entry', async () => {
    const { backend, first, username, uid } = await registered();
    const device = await first.device();
    const again = new Browser(backend.httpUrl, { keeper: first.keeper });
    await again.login(username.toUpperCase());
    expect(await again.device()).toBe(device);
    expect(await again.keyLog(uid)).toHaveLength(2);
  });

  test('of two browsers at once adds both', async () => {
    const { first, username, uid, another } = await registered();
    const browsers = [another(), another(), another()];
    await Promise.all(browsers.map((browser) => browser.login(username)));
    const devices = await Promise.all([first, ...browsers].map((browser) => browser.device()));
    const entries = await first.keyLog(uid);
    expect(
      entries.flatMap((entry) => (entry.kind === 'deviceAdded' ? [entry.device] : [])).toSorted(),
    ).toEqual(devices.toSorted());
  });

  test('comes in over a reload without the password', async () => {
    const { backend, first, uid } = await registered();
    const device = await first.device();
    // The page is loaded again: the cookie and what the browser keeps are all it has.
    const again = new Browser(backend.httpUrl, { keeper: first.keeper, http: first.http });
    await again.session.restore();
    await expect.poll(() => again.device()).toBe(device);
    expect(await again.keyLog(uid)).toHaveLength(2);
  });

  test('on one device too many logs out the one that was not used for longest', async () => {
    const { backend, first, username, uid, another } = await registered();
    const [idle, gone] = [another(), another()];
    for (const browser of [idle, gone]) {
      backend.clock.advance(1_000);
      await browser.login(username);
    }
    const device = await gone.device();
    // One without a session is used less than one with an old session.
    await gone.session.logout('kept');
    const way = wayTo(backend.httpUrl);
    let room = 0;
    const http: HttpTransport = {
      exchange: async (request) =>
        request.path === '/web/keylog' && room++ === 0
          ? { status: 409, body: new ParleyError('E_TOO_MANY_DEVICES').toWire() }
          : way.exchange(request),
    };
    const last = new Browser(backend.httpUrl, { http });
    await last.login(username);
    expect((await first.keyLog(uid)).slice(-2)).toMatchObject([
      { kind: 'deviceRevoked', device },
      { kind: 'deviceAdded', device: await last.device() },
    ]);
  });
});

describe('logging out', () => {
  test('revokes the device, ends its session and leaves nothing of its keys', async () => {
    const { backend, first, username, uid, another } = await registered();
    const device = await first.device();
    await first.session.logout();
    expect(first.session.state.get()).toEqual({ kind: 'none' });
    expect(await first.state()).toEqual({ kind: 'closed' });
    expect(await first.keeper.of(uid)).toBeUndefined();
    expect(await backend.stores.sessions.ofUser(uid, backend.clock.read())).toEqual([]);
    const second = another();
    await second.login(username);
    expect((await second.keyLog(uid))[2]).toMatchObject({ kind: 'deviceRevoked', device });
  });

  test('another device revokes that one, which comes back as a new one', async () => {
    const { backend, first, username, uid, another } = await registered();
    const second = another();
    await second.login(username);
    const device = await second.device();
    const other = (await first.session.sessions()).find(({ current }) => !current);
    await first.session.revoke(other?.sid ?? '');
    expect((await first.keyLog(uid)).at(-1)).toMatchObject({ kind: 'deviceRevoked', device });
    const again = new Browser(backend.httpUrl, { keeper: second.keeper });
    await again.login(username);
    expect(await again.device()).not.toBe(device);
    expect(kinds(await first.keyLog(uid)).slice(-2)).toEqual(['deviceRevoked', 'deviceAdded']);
    expect(await backend.stores.sessions.ofUser(uid, backend.clock.read())).toHaveLength(2);
  });
});

describe('an account of before', () => {
  async function ofBefore() {
    const backend = await startTestBackend();
    const old = new Browser(backend.httpUrl, { keys: 'none' });
    return { backend, old, ...(await old.register()) };
  }

  test('gets its keys at its next login, and an old client goes on without', async () => {
    const { backend, old, username, uid } = await ofBefore();
    const browser = new Browser(backend.httpUrl);
    await browser.login(username);
    await browser.device();
    expect(kinds(await browser.keyLog(uid))).toEqual(['created', 'deviceAdded']);
    await new Browser(backend.httpUrl, { keys: 'none' }).login(username);
    await expect(old.session.sessions()).resolves.toHaveLength(3);
  });

  test('has the keys of one of several browsers that make them at once, which the others open', async () => {
    const { backend, username, uid } = await ofBefore();
    const browsers = [1, 2, 3].map(() => new Browser(backend.httpUrl));
    await Promise.all(browsers.map((browser) => browser.login(username)));
    const devices = await Promise.all(browsers.map((browser) => browser.device()));
    expect(new Set(devices).size).toBe(3);
    const [browser] = browsers;
    expect(kinds((await browser?.keyLog(uid)) ?? [])).toEqual([
      'created',
      'deviceAdded',
      'deviceAdded',
      'deviceAdded',
    ]);
  });

  test('has none where a session of before goes on without the password', async () => {
    const { backend, old } = await ofBefore();
    const browser = new Browser(backend.httpUrl, { http: old.http });
    await browser.session.restore();
    await expect.poll(() => browser.state()).toEqual({ kind: 'keyless' });
  });
});

describe('a new password', () => {
  const NEXT = 'another horse and battery';

  test('opens the same vault in the next browser', async () => {
    const { first, username, another } = await registered();
    await first.session.changePassword(PASSWORD, NEXT);
    const second = another();
    await second.login(username, NEXT);
    await second.device();
  });

  test('set by a link of the administrator leaves the vault locked in a new browser, and opens it in this one', async () => {
    const { backend, first, username, another } = await registered();
    const secret = await backend.resetLink(username);
    await first.session.resetPassword(username, secret, NEXT);
    const second = another();
    await second.login(username, NEXT);
    expect(await second.state()).toEqual({ kind: 'locked', because: 'otherPassword' });

    const again = another(first.keeper);
    await again.login(username, NEXT);
    await again.device();
    // That browser has put the wrap under the new password.
    const third = another();
    await third.login(username, NEXT);
    await third.device();
  });

  test('is set while nothing here opens the vault, which stays under the last password that did', async () => {
    const { backend, first, username, another } = await registered();
    await first.session.resetPassword(username, await backend.resetLink(username), NEXT);
    const second = another();
    await second.login(username, NEXT);
    const third = 'a third horse and battery';
    await second.session.changePassword(NEXT, third);
    expect(second.session.isOutdated.get()).toBe(false);
    await another().login(username, third);

    // Once that opens it, it is under the newest one.
    expect(await (await second.keys()).unlock({ kind: 'lastPassword', password: PASSWORD })).toBe(true);
    const fresh = another();
    await fresh.login(username, third);
    await fresh.device();
  });

  test('is refused to a client that knows of no keys', async () => {
    const { backend, username } = await registered();
    const old = new Browser(backend.httpUrl, { keys: 'none' });
    await old.login(username);
    await expect(old.session.changePassword(PASSWORD, NEXT)).rejects.toMatchObject({
      code: 'E_CLIENT_OUTDATED',
    });
  });
});

describe('trouble', () => {
  test('a browser that keeps no keys logs in without, and says so', async () => {
    const { username, another } = await registered();
    const browser = another(new RefusingKeys());
    await browser.register();
    expect(await browser.state()).toEqual({ kind: 'unsupported' });
    await browser.login(username);
    expect(browser.session.state.get().kind).toBe('active');
  });

  test('a server that cannot be reached for a while is asked again', async () => {
    const { backend, username } = await registered();
    // A second takes a millisecond.
    const clock: Clock = {
      now: Date.now,
      setTimeout: (run, ms) => {
        const timer = setTimeout(run, ms / 1_000);
        return () => clearTimeout(timer);
      },
    };
    const way = wayTo(backend.httpUrl);
    let fails = 1;
    const http: HttpTransport = {
      exchange: (request) =>
        request.path === '/web/vault' && fails-- > 0
          ? Promise.reject(new TypeError('away'))
          : way.exchange(request),
    };
    const browser = new Browser(backend.httpUrl, { clock, http });
    await browser.login(username);
    expect(browser.session.state.get().kind).toBe('active');
    await expect.poll(async () => (await browser.state()).kind).toBe('open');
    expect(fails).toBeLessThan(0);
  });

  test('neither the password leaves nor what it is derived to', async () => {
    const { backend, username } = await registered();
    const way = wayTo(backend.httpUrl);
    const sent: string[] = [];
    const http: HttpTransport = {
      exchange: (request) => {
        sent.push(JSON.stringify(request));
        return way.exchange(request);
      },
    };
    const browser = new Browser(backend.httpUrl, { http });
    const derive = vi.spyOn(quickKdf, 'derive');
    await browser.login(username);
    await browser.device();
    expect(derive).toHaveBeenCalledOnce();
    const key = Buffer.from((await derive.mock.results[0]?.value) ?? '').toString('base64');
    for (const secret of [PASSWORD, key]) expect(sent.join()).not.toContain(secret);
  });
});
