import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { SERVER_ACCESS } from '../../core/session/server-access-loader.ts';
import { Login } from './login.ts';
import { Register } from './register.ts';
import { Reset } from './reset.ts';

describe('links to the login pages', () => {
  let session: FakeSessionClient;

  beforeEach(() => {
    localStorage.clear();
    session = new FakeSessionClient();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'login', component: Login },
            { path: 'register', component: Register },
            { path: 'reset', component: Reset },
            { path: '**', children: [] },
          ],
          withComponentInputBinding(),
        ),
        { provide: SERVER_ACCESS, useValue: async () => ({ session }) },
      ],
    });
  });

  async function open(link: string) {
    const harness = await RouterTestingHarness.create(link);
    await harness.fixture.whenStable();
    const element = harness.routeNativeElement ?? expect.unreachable();
    const fill = (...values: string[]) => {
      const fields = [...element.querySelectorAll<HTMLInputElement>('input:not([readonly])')];
      expect(fields).toHaveLength(values.length);
      fields.forEach((field, index) => {
        field.value = values[index] ?? '';
        field.dispatchEvent(new Event('input'));
      });
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      return harness.fixture.whenStable();
    };
    return { harness, element, fill };
  }

  it('take an invitation from behind the #, also on the way over the login and back', async () => {
    const register = vi.spyOn(session, 'register');
    const { element, fill } = await open('/register?return=%2Fpeople#invitation=a%2Fb-c_d');
    const toLogin = element.querySelector('a');
    expect(toLogin?.getAttribute('href')).toMatch(/^\/login\?return=%2Fpeople#invitation=a\/b-c_d$/);
    await fill('ida', 'Ida', 'correct horse battery');
    expect(register.mock.lastCall).toMatchObject([{ username: 'ida', invitation: 'a/b-c_d' }]);
  });

  it('lead from the login to the new account with the invitation', async () => {
    const { element } = await open('/login#invitation=abc');
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/register#invitation=abc');
  });

  it('say that an account is the administrator’s, where it is', async () => {
    const { harness, element } = await open('/register#invitation=abc&administrator');
    expect(element.textContent).toContain('This account runs the server');
    await harness.navigateByUrl('/register#invitation=abc');
    await harness.fixture.whenStable();
    expect(element.textContent).not.toContain('This account runs the server');
  });

  it('make an account without an invitation where that is open', async () => {
    const register = vi.spyOn(session, 'register');
    const { fill } = await open('/register');
    await fill('ida', 'Ida', 'correct horse battery');
    expect(register.mock.lastCall?.[0]).not.toHaveProperty('invitation');
  });

  it('take who sets a new password, and the right to do so, from behind the #', async () => {
    const reset = vi.spyOn(session, 'resetPassword');
    const { element, fill } = await open('/reset#user=ida&secret=a-b_c');
    expect(element.textContent).toContain('For ida.');
    await fill('correct horse battery');
    expect(reset).toHaveBeenCalledExactlyOnceWith('ida', 'a-b_c', 'correct horse battery');
  });
});
