import { TestBed } from '@angular/core/testing';
import { NotificationPermission } from './notification-permission.ts';

describe('NotificationPermission', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('sees what the user chose while the browser was being asked whether it changes', async () => {
    const browser = { permission: 'default' };
    const status: { onchange?: () => void } = {};
    const query = Promise.withResolvers<typeof status>();
    vi.stubGlobal('Notification', browser);
    vi.stubGlobal('navigator', { permissions: { query: () => query.promise } });
    const { state } = TestBed.inject(NotificationPermission);
    expect(state()).toBe('default');

    browser.permission = 'granted';
    query.resolve(status);
    await vi.waitFor(() => expect(state()).toBe('granted'));

    browser.permission = 'denied';
    status.onchange?.();
    expect(state()).toBe('denied');
  });
});
