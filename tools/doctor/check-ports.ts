import { busyPorts } from '../start/busy-ports.ts';
import { isParley } from '../start/is-parley.ts';
import { type Finding, fine, problem } from './finding.ts';

/** Whether the ports are free, or ours already. */
export async function checkPorts(httpPort: number, chatPort: number): Promise<readonly Finding[]> {
  if (await isParley(`http://localhost:${httpPort}/web/health`))
    return [fine(`Parley runs at port ${httpPort}.`)];
  const ports = [...new Set([httpPort, chatPort])];
  const busy = await busyPorts(ports);
  if (busy.length === 0) return [fine(`The ports ${ports.join(' and ')} are free.`)];
  return busy.map((says) => problem(says, 'End that program, or set HTTP_PORT and WS_PORT to other ports.'));
}
