import type { HttpRequest, HttpResponse } from '../ports/http-transport.ts';

type Ask = (request: HttpRequest) => Promise<HttpResponse>;

/** Repeats a request refused only because its XSRF proof was outdated: the refusal had no effect and brought a fresh one. */
export function withFreshProof(ask: Ask): Ask {
  return async (request) => {
    const answer = await ask(request);
    return isWithoutProof(answer.body) ? ask(request) : answer;
  };
}

function isWithoutProof(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'E_CSRF';
}
