import { AUTH_TOKEN_HEADER } from '@parley/protocol';
import type { HttpResponse } from '../ports/http-transport.ts';

/** Converts a response of `fetch`. */
export async function responseOf(answer: Response): Promise<HttpResponse> {
  const token = answer.headers.get(AUTH_TOKEN_HEADER);
  return {
    status: answer.status,
    body: parsed(await answer.text()),
    ...(token !== null && { token }),
  };
}

/** A proxy may answer with an HTML page. It becomes a string, which no route's schema accepts. */
function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}
