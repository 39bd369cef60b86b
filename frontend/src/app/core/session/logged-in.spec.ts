import { TestBed } from '@angular/core/testing';
import {
  provideRouter,
  Router,
  UrlTree,
  type ActivatedRouteSnapshot,
  type RouterStateSnapshot,
} from '@angular/router';
import { ada, FakeSessionClient, sessionOf } from '../../../../testing/fake-session-client.ts';
import { BrowserStore } from '../device/browser-store.ts';
import { LinkSecret } from './link-secret.ts';
import { loggedIn } from './logged-in.ts';
import { returnUrl } from './return-url.ts';
import { SERVER_ACCESS } from './server-access-loader.ts';
import { Session } from './session.ts';

describe('loggedIn', () => {
  let session: FakeSessionClient;

  beforeEach(() => {
    localStorage.clear();
    session = new FakeSessionClient();
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
  });

  const answerAt = (url: string) =>
    TestBed.runInInjectionContext(() =>
      loggedIn({} as ActivatedRouteSnapshot, { url } as RouterStateSnapshot),
    );
  const addressOf = (answer: unknown) =>
    answer instanceof UrlTree ? TestBed.inject(Router).serializeUrl(answer) : answer;

  it('lets in somebody who is logged in', async () => {
    session.state.set({ kind: 'active', session: sessionOf(ada) });
    await TestBed.inject(Session).client();
    expect(answerAt('/c/1')).toBe(true);
  });

  it('lets in the last user before the server has answered', () => {
    TestBed.inject(BrowserStore).write('parley.user', ada);
    expect(answerAt('/c/1')).toBe(true);
  });

  it('sends everyone else to the login and remembers where they wanted to go', () => {
    expect(addressOf(answerAt('/c/1/details'))).toBe('/login?return=%2Fc%2F1%2Fdetails');
    expect(addressOf(answerAt('/'))).toBe('/login');
  });

  it('keeps what a link carries behind # out of the address', () => {
    expect(addressOf(answerAt('/rooms/1#c2VjcmV0'))).toBe('/login?return=%2Frooms%2F1');
    expect(TestBed.inject(LinkSecret).of('/rooms/1')).toBe('c2VjcmV0');
  });

  it('does not trust a stored user that is none', () => {
    TestBed.inject(BrowserStore).write('parley.user', { uid: 'x' });
    expect(answerAt('/c/1')).not.toBe(true);
  });
});

describe('returnUrl', () => {
  it('stays on this site', () => {
    expect(returnUrl('/c/1')).toBe('/c/1');
    expect(returnUrl(undefined)).toBe('/');
    for (const foreign of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      expect(returnUrl(foreign)).toBe('/');
    }
  });
});
