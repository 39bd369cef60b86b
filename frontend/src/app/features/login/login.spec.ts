import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { ParleyError } from '@parley/protocol';
import { FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { SERVER_ACCESS } from '../../core/session/server-access-loader.ts';
import { Login } from './login.ts';

describe('Login', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.restoreAllMocks());

  it('gives a browser that cannot make keys the page that says which ones can', async () => {
    const session = new FakeSessionClient();
    vi.spyOn(session, 'login').mockRejectedValue(new DOMException('Unrecognized name.', 'NotSupportedError'));
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    const generateKey = vi.spyOn(crypto.subtle, 'generateKey');
    const log = async () => {
      const fixture = TestBed.createComponent(Login);
      const element = fixture.nativeElement as HTMLElement;
      await fixture.whenStable();
      for (const field of element.querySelectorAll('input')) {
        field.value = 'nobody';
        field.dispatchEvent(new Event('input'));
      }
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
    };
    await log();
    expect(go).not.toHaveBeenCalled();
    generateKey.mockRejectedValue(new DOMException('Unrecognized name.', 'NotSupportedError'));
    await log();
    expect(go).toHaveBeenCalledWith('/unsupported', { skipLocationChange: true });
  });

  it('answers a wrong password with one sentence, and an empty one with another', async () => {
    const session = new FakeSessionClient();
    vi.spyOn(session, 'login').mockRejectedValue(new ParleyError('E_LOGIN_FAILED'));
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    const fixture = TestBed.createComponent(Login);
    const element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    for (const field of element.querySelectorAll('input')) {
      field.value = 'nobody';
      field.dispatchEvent(new Event('input'));
    }
    const submit = () => {
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      return fixture.whenStable();
    };
    await submit();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('Wrong username or password.');
    expect([...element.querySelectorAll('input')].map(({ value }) => value)).toEqual(['nobody', '']);
    expect(element.querySelector('.error')).toBeNull();
    await submit();
    expect(element.querySelector('.error')?.textContent).toBe('Enter your password.');
  });
});
