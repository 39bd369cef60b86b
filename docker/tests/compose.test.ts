import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
const folder = join(import.meta.dirname, '..');

interface Service {
  readonly networks: Readonly<Record<string, unknown>>;
  readonly mem_limit?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly ports?: readonly { readonly target: number; readonly published: string }[];
  readonly environment?: Readonly<Record<string, string>>;
}
interface Stack {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly name: string }>>;
  readonly volumes: Readonly<Record<string, { readonly name: string }>>;
}

function stack(environment: string): Stack {
  const { stdout } = spawnSync(
    'docker',
    [
      ...['compose', '-p', `ws-${environment}`, '-f', 'docker-compose.yml'],
      ...['-f', `docker-compose.${environment}.yml`, 'config', '--format', 'json'],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  return JSON.parse(stdout) as Stack;
}

const names = (things: Readonly<Record<string, { readonly name: string }>>) =>
  Object.values(things).map(({ name }) => name);

describe.runIf(hasCompose)('docker compose config', () => {
  test.each([
    { environment: 'dev', port: { target: 3000, published: '8082' }, suffix: '-dev' },
    { environment: 'prod', port: { target: 3004, published: '8083' }, suffix: '' },
  ])('$environment is reached by its front proxy alone', ({ environment, port, suffix }) => {
    const { services, networks } = stack(environment);

    const published = Object.keys(services).filter((name) => services[name]?.ports !== undefined);
    const inFront = Object.keys(services).filter((name) => 'front' in (services[name]?.networks ?? {}));
    expect(published).toEqual(['ws-front-nginx']);
    expect(inFront).toEqual(['ws-front-nginx']);
    expect(services['ws-front-nginx']?.ports?.[0]).toMatchObject(port);
    expect(names(networks).sort()).toEqual([`ws-back_app_network${suffix}`, `ws-front_app_network${suffix}`]);
  });

  test('the stacks share no network and no volume', () => {
    const [dev, prod] = [stack('dev'), stack('prod')];

    const both = (kind: 'networks' | 'volumes') => [...names(dev[kind]), ...names(prod[kind])];
    expect(new Set(both('networks')).size).toBe(4);
    expect(new Set(both('volumes')).size).toBe(both('volumes').length);
  });

  test('every service has a bound on its memory', () => {
    const unbounded = Object.entries(stack('prod').services).filter(([, { mem_limit }]) => !mem_limit);

    expect(unbounded.map(([name]) => name)).toEqual([]);
  });
});
