import { Health } from '@parley/protocol';
import { busyPorts } from '../start/busy-ports.ts';
import { ask } from './ask.ts';
import { type Finding, fine, problem } from './finding.ts';

interface Listener {
  readonly host: string;
  readonly httpPort: number;
  readonly wsPort: number;
  readonly tls: { readonly kind: string };
}

/** Whether the ports are free, or ours already. */
export async function checkPorts({ host, httpPort, wsPort, tls }: Listener): Promise<readonly Finding[]> {
  const near = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  const health = new URL(`${tls.kind === 'none' ? 'http' : 'https'}://${near}:${httpPort}/web/health`);
  if (await isParley(health)) return [fine(`Parley runs at port ${httpPort}.`)];
  const ports = [...new Set([httpPort, wsPort])];
  const busy = await busyPorts(ports);
  if (busy.length === 0) return [fine(`The ports ${ports.join(' and ')} are free.`)];
  return busy.map((says) => problem(says, 'End that program, or set HTTP_PORT and WS_PORT to other ports.'));
}

async function isParley(health: URL): Promise<boolean> {
  try {
    return Health.safeParse(JSON.parse((await ask(health)).body)).success;
  } catch {
    return false;
  }
}
