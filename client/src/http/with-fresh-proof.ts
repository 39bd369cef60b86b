import type { HttpRequest, HttpResponse } from './http-transport.ts';

type Ask = (request: HttpRequest) => Promise<HttpResponse>;

/** Asks once more where only the XSRF proof was out of date: that refusal did nothing, and brought the right one. */
export function withFreshProof(ask: Ask): Ask {
  return async (request) => {
    const answer = await ask(request);
    return isWithoutProof(answer.body) ? ask(request) : answer;
  };
}

function isWithoutProof(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'E_CSRF';
}
