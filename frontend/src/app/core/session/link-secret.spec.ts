import { TestBed } from '@angular/core/testing';
import { ada, FakeSessionClient, sessionOf } from '../../../../testing/fake-session-client.ts';
import { LinkSecret } from './link-secret.ts';
import { SERVER_ACCESS } from './server-access-loader.ts';
import { Session } from './session.ts';

describe('LinkSecret', () => {
  async function begin() {
    const session = new FakeSessionClient();
    TestBed.configureTestingModule({
      providers: [{ provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    await TestBed.inject(Session).client();
    return { secret: TestBed.inject(LinkSecret), session };
  }

  it('takes the secret out of an address, and has it for that path alone until it was used', async () => {
    const { secret } = await begin();
    expect(secret.keep('/rooms/1?q=2#c2VjcmV0')).toBe('/rooms/1?q=2');
    expect(secret.keep('/rooms/2')).toBe('/rooms/2');
    expect(secret.of('/rooms/1')).toBe('c2VjcmV0');
    expect(secret.of('/rooms/2')).toBeUndefined();
    secret.forget('/rooms/1', 'bmV3ZXI');
    secret.forget('/rooms/2', 'c2VjcmV0');
    expect(secret.of('/rooms/1')).toBe('c2VjcmV0');
    secret.forget('/rooms/1', 'c2VjcmV0');
    expect(secret.of('/rooms/1')).toBeUndefined();
  });

  it('brings a secret past the login, and not past the end of that session', async () => {
    const { secret, session } = await begin();
    secret.keep('/rooms/1#c2VjcmV0');
    for (const state of [{ kind: 'none' }, { kind: 'active', session: sessionOf(ada) }] as const) {
      session.state.set(state);
      TestBed.tick();
      expect(secret.of('/rooms/1')).toBe('c2VjcmV0');
    }
    session.state.set({ kind: 'none' });
    TestBed.tick();
    expect(secret.of('/rooms/1')).toBeUndefined();
  });

  it('is gone where somebody else is logged in now, as another tab did', async () => {
    const { secret, session } = await begin();
    session.state.set({ kind: 'active', session: sessionOf(ada) });
    TestBed.tick();
    secret.keep('/rooms/1#c2VjcmV0');
    session.state.set({ kind: 'active', session: sessionOf({ ...ada, uid: 'b' }) });
    TestBed.tick();
    expect(secret.of('/rooms/1')).toBeUndefined();
  });
});
