import { once } from 'node:events';
import { createServer, isIPv6 } from 'node:net';
import { Health } from '@parley/protocol';
import { busyPorts } from '../../start/busy-ports.ts';
import { ask } from './ask.ts';
import { type Finding, fine, problem } from '../finding.ts';

interface Listener {
  readonly host: string;
  readonly httpPort: number;
  readonly wsPort: number;
  readonly redirectPort?: number | undefined;
  readonly tls: { readonly kind: string };
}

const VARIABLES = 'HTTP_PORT, WS_PORT or HTTP_REDIRECT_PORT';

/** Whether the ports are free, or ours already. */
export async function checkPorts(listener: Listener): Promise<readonly Finding[]> {
  const { host, httpPort, wsPort, redirectPort, tls } = listener;
  const near = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  const name = isIPv6(near) ? `[${near}]` : near;
  const health = new URL(`${tls.kind === 'none' ? 'http' : 'https'}://${name}:${httpPort}/web/health`);
  if (await isParley(health)) return [fine(`Parley is running on port ${httpPort}.`)];
  const ports = [...new Set([httpPort, wsPort, redirectPort ?? httpPort])];
  const busy = await busyPorts(ports);
  if (busy.length > 0)
    return busy.map((says) => problem(says, `Stop that program, or set ${VARIABLES} to another port.`));
  for (const port of ports) {
    const says = await hindrance(host, port);
    if (says !== undefined) return [problem(says, `Correct HOST, ${VARIABLES}.`)];
  }
  return [
    fine(ports.length === 1 ? `Port ${ports.join('')} is free.` : `Ports ${ports.join(', ')} are free.`),
  ];
}

/** What keeps a server from listening there, found by listening for a moment. */
async function hindrance(host: string, port: number): Promise<string | undefined> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
    probe.close();
    return undefined;
  } catch (error) {
    return `No program can listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function isParley(health: URL): Promise<boolean> {
  try {
    return Health.safeParse(JSON.parse((await ask(health)).body)).success;
  } catch {
    return false;
  }
}
