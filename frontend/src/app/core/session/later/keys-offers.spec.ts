import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { FakeSessionClient } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { SEALS } from '../../chat/seals.ts';
import { Clock } from '../../device/clock.ts';
import { Offers } from '../../overlays/offers.ts';
import { KeysOffers } from './keys-offers.ts';

@Component({ template: '' })
class Nothing {}

const DAY = 24 * 60 * 60 * 1_000;

describe('KeysOffers', () => {
  const now = signal(0);
  beforeEach(() => now.set(Date.UTC(2026, 10, 29)));
  afterEach(() => vi.restoreAllMocks());

  async function start({ seals = true, keys = new FakeAccountKeys() } = {}) {
    vi.spyOn(FakeSessionClient.prototype, 'keys').mockResolvedValue(keys);
    const { fixture } = await renderInConversation(Nothing, {
      id: uid(1),
      providers: [
        { provide: Clock, useValue: { now } },
        { provide: SEALS, useValue: seals },
      ],
    });
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    TestBed.runInInjectionContext(() => TestBed.inject(KeysOffers).start());
    const settle = async () => {
      await fixture.whenStable();
      await new Promise((resolve) => setTimeout(resolve));
    };
    await settle();
    const pass = async (days: number) => {
      now.update((time) => time + days * DAY);
      await settle();
    };
    return { keys, go, settle, pass, offers: TestBed.inject(Offers) };
  }

  it('offers a recovery key after the first days, once', async () => {
    const { offers, pass, go } = await start();
    await pass(2);
    expect(offers.current()).toBeUndefined();
    await pass(1);
    const offer = offers.current() ?? expect.unreachable();
    expect(offer.text).toContain('recovery key');
    await offers.accept(offer);
    expect(go).toHaveBeenCalledWith('/settings/keys');
    await pass(30);
    expect(offers.current()).toBeUndefined();
  });

  it('offers none to somebody who has one', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys.recovery, 'state').mockReturnValue({ kind: 'made' });
    const { offers, pass } = await start({ keys });
    await pass(30);
    expect(offers.current()).toBeUndefined();
  });

  it('says that keys are locked, for as long as they are', async () => {
    const keys = new FakeAccountKeys();
    keys.state.set({ kind: 'locked', because: 'otherPassword' });
    const { offers, settle } = await start({ keys });
    expect(offers.current()?.text).toContain('Your keys are locked');
    keys.state.set({ kind: 'open', device: 'd' });
    await settle();
    expect(offers.current()).toBeUndefined();
  });

  it('says that spoilt keys were put back, and leads to the devices, since somebody has a session', async () => {
    const keys = new FakeAccountKeys();
    keys.state.set({ kind: 'open', device: 'd', isPutBack: true });
    const { offers, go, settle } = await start({ keys });
    const offer = offers.current() ?? expect.unreachable();
    expect(offer.text).toContain('put them back');
    await offers.accept(offer);
    expect(go).toHaveBeenCalledWith('/settings/devices');
    keys.state.set({ kind: 'open', device: 'd', isPutBack: true });
    await settle();
    expect(offers.current()).toBeUndefined();
  });

  it('shows one page to a browser that can keep no keys', async () => {
    const keys = new FakeAccountKeys();
    keys.state.set({ kind: 'unsupported' });
    const { go } = await start({ keys });
    expect(go).toHaveBeenCalledWith('/unsupported', { skipLocationChange: true });
  });

  it('is silent while nothing is sealed', async () => {
    const keys = new FakeAccountKeys();
    keys.state.set({ kind: 'locked', because: 'otherPassword' });
    const { offers, pass } = await start({ seals: false, keys });
    await pass(30);
    expect(offers.current()).toBeUndefined();
  });
});
