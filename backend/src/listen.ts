import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/**
 * Listens, and says where.
 * @param variables that set the port, for whoever has to change it
 * @throws Error that names what is in the way, and the variable
 */
export async function listen(
  server: Server,
  port: number,
  host: string,
  variables = 'HTTP_PORT',
): Promise<AddressInfo> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(complaint(error, port, host, variables), { cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}

function complaint(error: unknown, port: number, host: string, variables: string): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. End that, or set ${variables} to another port.`;
    case 'EACCES':
      return `Port ${port} is not for everybody on this machine. Set ${variables} to one from 1024.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${host}, which is no address of this machine.`;
    default:
      return `The server cannot listen at ${host}, port ${port}.`;
  }
}
