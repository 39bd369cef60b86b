import { once } from 'node:events';
import { connect } from 'node:net';
import { ownerOfPort } from './owner-of-port.ts';

/** One sentence for each port that somebody listens on already, naming who it is where that can be found out. */
export async function busyPorts(ports: readonly number[]): Promise<string[]> {
  const checked = await Promise.all(ports.map(async (port) => ({ port, busy: await isBusy(port) })));
  return checked
    .filter(({ busy }) => busy)
    .map(({ port }) => {
      const owner = ownerOfPort(port);
      return owner
        ? `Port ${port} is taken by process ${owner.pid} (${owner.command}).`
        : `Port ${port} is taken by another process.`;
    });
}

async function isBusy(port: number): Promise<boolean> {
  const [four, six] = await Promise.all([accepts('127.0.0.1', port), accepts('::1', port)]);
  return four || six;
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
