import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { Clock } from '../../device/clock.ts';
import { DeviceSettings } from '../../device/device-settings.ts';
import { NotificationOffer } from './notification-offer.ts';
import { NotificationPermission } from '../notification-permission.ts';
import { Offers } from '../../overlays/offers.ts';

const DAY = 24 * 60 * 60 * 1_000;

describe('NotificationOffer', () => {
  const browser = { permission: 'default', requestPermission: vi.fn<() => Promise<void>>() };
  const now = signal(Date.UTC(2026, 10, 28));

  beforeEach(() => {
    localStorage.clear();
    browser.permission = 'default';
    browser.requestPermission.mockReset();
    vi.stubGlobal('Notification', browser);
    TestBed.configureTestingModule({ providers: [{ provide: Clock, useValue: { now } }] });
  });
  afterEach(() => vi.unstubAllGlobals());

  /** What a message that was sent leads to. */
  function sent() {
    TestBed.inject(NotificationOffer).make();
    const offers = TestBed.inject(Offers);
    return { offers, offer: offers.current() };
  }

  it('stands until it is answered, once for however many messages', () => {
    sent();
    const { offers, offer } = sent();
    expect(offer?.text).toBe(ACTION_MESSAGES.askNotifications);
    offers.decline(offer ?? expect.unreachable());
    expect(offers.current()).toBeUndefined();
  });

  it('is made again some days after it was put off, also by closing the browser’s question', async () => {
    for (const answer of ['decline', 'accept'] as const) {
      const { offers, offer } = sent();
      await offers[answer](offer ?? expect.unreachable());
      now.update((time) => time + 6 * DAY);
      expect(sent().offer, answer).toBeUndefined();
      now.update((time) => time + DAY);
    }
    expect(browser.requestPermission).toHaveBeenCalledOnce();
    expect(sent().offer).toBeDefined();
  });

  it('is gone once the browser has an answer, wherever it was given', async () => {
    const { offers } = sent();
    browser.requestPermission.mockImplementation(async () => {
      browser.permission = 'granted';
    });
    await TestBed.inject(NotificationPermission).ask();
    expect(offers.current()).toBeUndefined();
  });

  it('is not made to people who want no notifications', () => {
    TestBed.inject(DeviceSettings).notifications.set('none');
    expect(sent().offer).toBeUndefined();
  });
});
