import { AUTH_TOKEN_HEADER, HTTP_PREFIX, PROTOCOL_VERSION, VERSION_HEADER } from '@parley/protocol';

/**
 * Asks Parley by HTTP, as a client of its version.
 * @param token of a session, where the route needs one
 * @throws Error with the refusal
 */
export async function post(address: string, path: string, body: unknown, token?: string): Promise<Response> {
  const answer = await fetch(address + HTTP_PREFIX + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [VERSION_HEADER]: String(PROTOCOL_VERSION),
      ...(token !== undefined && { [AUTH_TOKEN_HEADER]: token }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
