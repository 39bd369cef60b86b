import { AUTH_TOKEN_HEADER } from '@parley/protocol';
import type { HttpResponse } from './http-transport.ts';

/** What a transport tells of an answer that `fetch` got. */
export async function responseOf(answer: Response): Promise<HttpResponse> {
  const token = answer.headers.get(AUTH_TOKEN_HEADER);
  return {
    status: answer.status,
    body: parsed(await answer.text()),
    ...(token !== null && { token }),
  };
}

/** A proxy may answer with a page instead of JSON: a text, which is what no route answers with. */
function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}
