import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/**
 * Listens, and says where.
 * @throws Error that names the port where it is taken
 */
export async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken by another program.`, { cause: error });
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}
