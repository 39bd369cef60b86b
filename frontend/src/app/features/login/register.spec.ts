import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { ParleyError } from '@parley/protocol';
import { FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { SERVER_ACCESS } from '../../core/session/server-access-loader.ts';
import { Register } from './register.ts';

describe('Register', () => {
  it.each([
    ['ann lee', 'Leave out the spaces: use - or _ instead.'],
    ['zoë', 'Use only letters (without accents), digits, - and _.'],
    ['a ', 'At least 3 characters.'],
    ['announcements', "You can't use this name. Choose another one."],
    ['ann ', undefined],
    [' ann', undefined],
  ])('says what is wrong with the username %j, if anything is', async (username, message) => {
    localStorage.clear();
    const session = new FakeSessionClient();
    vi.spyOn(session, 'registration').mockResolvedValue('open');
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    const fixture = TestBed.createComponent(Register);
    const element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    const field = element.querySelector('input');
    if (field === null) throw new Error('there is no field');
    field.value = username;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('blur'));
    await fixture.whenStable();

    expect(element.querySelector('.error')?.textContent).toBe(message);
  });

  it('says of a used link that it is used, instead of showing the form', async () => {
    localStorage.clear();
    const session = new FakeSessionClient();
    const message = 'This invitation has been used.';
    vi.spyOn(session, 'checkInvitation').mockRejectedValue(
      new ParleyError('E_INVITATION_INVALID', { message }),
    );
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    await TestBed.inject(Router).navigateByUrl('/#invitation=abc');
    const fixture = TestBed.createComponent(Register);
    const element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();

    expect(element.textContent).toContain(message);
    expect(element.querySelector('form')).toBeNull();
  });
});
