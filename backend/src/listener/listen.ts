import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/**
 * Listens, and returns the address.
 * @param variables that set the port, named in the error
 * @throws Error that names the cause and the variable
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
      return `Port ${port} is in use by another program. Stop it, or set ${variables} to another port.`;
    case 'EACCES':
      return `You're not allowed to use port ${port}. Set ${variables} to 1024 or higher.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${host}, which isn't an address of this machine.`;
    default:
      return `The server can't listen on ${host}, port ${port}.`;
  }
}
