import type { HttpTransport, KeptKeys, KeyKeeper } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';
import type { KeyLogEntry } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD, wayTo } from './browser.ts';
import { FullKeys } from './full-keys.ts';

const devicesIn = (entries: readonly KeyLogEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'deviceAdded' ? [entry.device] : []));

async function registered() {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  return { backend, first, ...(await first.register()) };
}

test('a browser that cannot keep its keys adds no device, however often its user logs in', async () => {
  const { backend, first, username, uid } = await registered();
  const keeper = new FullKeys();
  keeper.isFull = true;
  for (let login = 0; login < 3; login++) {
    const browser = new Browser(backend.httpUrl, { keeper });
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'noRoom' });
    expect(browser.session.state.get().kind).toBe('active');
  }
  expect(await first.keyLog(uid)).toHaveLength(2);
});

test('a browser that does not let the keys of a session be read says that it keeps none', async () => {
  const { backend, first } = await registered();
  const keeper = new MemoryKeys();
  vi.spyOn(keeper, 'of').mockRejectedValue(new DOMException('nothing is kept here', 'InvalidStateError'));
  const again = new Browser(backend.httpUrl, { keeper, http: first.http });
  await again.session.restore();
  await vi.waitFor(async () => expect(await again.state()).toEqual({ kind: 'unsupported' }));
});

test('a browser without room for the keys of others says so, and not that the server does not answer', async () => {
  const { backend, uid } = await registered();
  const keeper = new FullKeys();
  const browser = new Browser(backend.httpUrl, { keeper });
  await browser.register();
  keeper.isFull = true;
  const { contacts } = await browser.keys();
  await expect(contacts.refresh([uid])).rejects.toMatchObject({ name: 'NotKeptError', isFull: true });
});

test('a device that was kept and not added is added at the next start, without the password', async () => {
  const { backend, first, username, uid } = await registered();
  const way = wayTo(backend.httpUrl);
  let isAway = true;
  const http: HttpTransport = {
    exchange: (request) =>
      isAway && request.path === '/web/keylog'
        ? Promise.reject(new TypeError('away'))
        : way.exchange(request),
  };
  const keeper = new MemoryKeys();
  const browser = new Browser(backend.httpUrl, { keeper, http });
  await browser.login(username);
  expect((await browser.state()).kind).toBe('failed');
  const kept = await keeper.of(uid);
  expect(await first.keyLog(uid)).toHaveLength(2);

  isAway = false;
  const again = new Browser(backend.httpUrl, { keeper, http });
  await again.session.restore();
  await expect.poll(() => again.device()).toBe(kept?.device);
  expect(devicesIn(await first.keyLog(uid)).at(-1)).toBe(kept?.device);
});

test('a new account whose keys could not be kept a second time has them after the next start', async () => {
  const backend = await startTestBackend();
  const keeper = new FullKeys();
  const way = wayTo(backend.httpUrl);
  const http: HttpTransport = {
    exchange: (request) => {
      if (request.path === '/web/register') keeper.isFull = true;
      return way.exchange(request);
    },
  };
  const browser = new Browser(backend.httpUrl, { keeper, http });
  const { username, uid } = await browser.register();
  keeper.isFull = false;
  const [device] = devicesIn(await browser.keyLog(uid));
  const again = new Browser(backend.httpUrl, { keeper, http: browser.http });
  await again.login(username);
  expect(await again.device()).toBe(device);
  expect(await again.keyLog(uid)).toHaveLength(2);
});

test('of an account that was refused nothing is kept', async () => {
  const { backend, username } = await registered();
  const keeper = new MemoryKeys();
  const keep = vi.spyOn(keeper, 'keep');
  const { session } = new Browser(backend.httpUrl, { keeper });
  await expect(
    session.register({ username, displayName: username, password: PASSWORD }),
  ).rejects.toMatchObject({ code: 'E_USERNAME_TAKEN' });
  const [kept] = keep.mock.calls[0] ?? expect.fail('nothing was kept');
  expect(await keeper.of(kept.uid)).toBeUndefined();
});

test('two tabs that log in at once are one device', async () => {
  const { backend, first, username, uid } = await registered();
  const keeper = new MemoryKeys();
  const tabs = [new Browser(backend.httpUrl, { keeper }), new Browser(backend.httpUrl, { keeper })];
  await Promise.all(tabs.map((tab) => tab.login(username)));
  const devices = await Promise.all(tabs.map((tab) => tab.device()));
  expect(new Set(devices).size).toBe(1);
  expect(devicesIn(await first.keyLog(uid))).toHaveLength(2);
  expect((await keeper.of(uid))?.device).toBe(devices[0]);
});

/** A tab that reads what the browser keeps, and is busy with something else until told to go on. */
class SlowTab extends MemoryKeys {
  readonly #keeper: KeyKeeper;
  readonly #goOn: Promise<void>;
  readonly hasRead = vi.fn();

  constructor(keeper: KeyKeeper, goOn: Promise<void>) {
    super();
    this.#keeper = keeper;
    this.#goOn = goOn;
  }

  override async of(uid: string) {
    const kept = await this.#keeper.of(uid);
    this.hasRead();
    await this.#goOn;
    return kept;
  }

  override keep(keys: KeptKeys) {
    return this.#keeper.keep(keys);
  }

  override alone<T>(uid: string, task: () => Promise<T>) {
    return this.#keeper.alone(uid, task);
  }
}

test('a tab that starts does not take back what another one has changed meanwhile', async () => {
  const { backend, first, uid } = await registered();
  let goOn: () => void = () => undefined;
  const tab = new SlowTab(first.keeper, new Promise((resolve) => (goOn = resolve)));
  const http: HttpTransport = {
    // The tab cannot read on: what it keeps is what it had.
    exchange: (request) =>
      request.path === '/web/keylogs' ? Promise.reject(new TypeError('away')) : first.http.exchange(request),
  };
  const second = new Browser(backend.httpUrl, { keeper: tab, http });
  await second.session.restore();
  await expect.poll(() => tab.hasRead).toHaveBeenCalled();
  await (await first.keys()).recovery.make();
  const newest = (await first.keeper.of(uid))?.account?.stored.version;
  goOn();
  await expect.poll(async () => (await second.state()).kind).toBe('open');
  expect((await first.keeper.of(uid))?.account?.stored.version).toBe(newest);
});
