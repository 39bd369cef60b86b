import type { RequestListener } from 'node:http';

/**
 * Answers each request with a redirect to the same path over https, and ends the connection.
 * @param publicUrl the origin that it leads to: a `Host` header names whatever its sender likes
 */
export function redirectToHttps(publicUrl: string): RequestListener {
  return ({ url = '/' }, response) => {
    // A request to a proxy names a whole address; it is none of ours.
    const path = url.startsWith('/') ? url : '/';
    response.writeHead(308, { location: publicUrl + path, connection: 'close' }).end();
  };
}
