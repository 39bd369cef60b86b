import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSessionClient } from '../../../testing/fake-session-client.ts';
import { authToken } from './auth-token.ts';
import { SESSION_CLIENT } from './session-client.ts';

describe('authToken', () => {
  function sentTo(url: string, token: string | undefined) {
    const session = new FakeSessionClient();
    session.currentToken = token;
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([authToken])),
        provideHttpClientTesting(),
        { provide: SESSION_CLIENT, useValue: session },
      ],
    });
    TestBed.inject(HttpClient).get(url).subscribe();
    return TestBed.inject(HttpTestingController).expectOne(url).request.headers.get('auth-token');
  }

  it('adds the token of this tab to requests to the server', () => {
    expect(sentTo('/web/session', 'abc')).toBe('abc');
  });

  it('adds nothing before there is a token', () => {
    expect(sentTo('/web/registration', undefined)).toBeNull();
  });

  it.each(['/webhook', 'https://elsewhere.example/web/session'])('does not tell the token to %s', (url) => {
    expect(sentTo(url, 'abc')).toBeNull();
  });
});
