import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../backend/src/config/env.ts';
import { complaintsOf } from './compose-schema.ts';
import { composeConfig, hasCompose, mergeFiles, readFile, type Service, type Stack } from './read-stack.ts';

const SECRET = { JWT_SECRET: 'a secret that is long enough for this' };
/** Variables as a process gets them. */
const asText = (variables: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
const files = (environment: string, ...more: string[]) => [
  'docker-compose.yml',
  `docker-compose.${environment}.yml`,
  ...more.map((name) => `docker-compose.${name}.yml`),
];

test.each(['docker-compose.yml', ...['dev', 'prod', 'scale'].map((name) => `docker-compose.${name}.yml`)])(
  '%s is as the Compose Specification wants it',
  (name) => {
    expect(complaintsOf(readFile(name, SECRET))).toEqual([]);
  },
);

test.each([
  ['a key that there is not', { services: { web: { imgae: 'nginx' } } }],
  ['a condition that there is not', { services: { web: { depends_on: { db: { condition: 'ready' } } } } }],
])('the specification is held to: %s', (_, content) => {
  expect(complaintsOf(content)).not.toEqual([]);
});

test('several servers do not start without a secret that all of them know', () => {
  expect(() => mergeFiles(files('prod', 'scale'))).toThrow('needs JWT_SECRET');
});

test.each([
  ['dev', []],
  ['prod', []],
  ['dev', ['scale']],
  ['prod', ['scale']],
])('a server starts with the variables of %s %j', (environment, more) => {
  const { services } = mergeFiles(files(environment, ...more), SECRET);
  const file = (name: string) =>
    parseEnv(readFileSync(join(import.meta.dirname, `../../environments/${name}.env`), 'utf8'));
  const variables = { ...file('common'), ...file(environment), ...services['ws-backend']?.environment };

  const config = readConfig(asText(variables));

  expect(config).toMatchObject({
    store: { kind: more.length > 0 ? 'mongodb' : 'sqlite' },
    tls: { kind: 'none' },
    staticDir: undefined,
    development: environment === 'dev',
  });
});

test.each([
  ['given', SECRET, { kind: 'given', secret: SECRET.JWT_SECRET }],
  ['missing', {}, { kind: 'file', file: '/app/data/jwt-secret' }],
])('the secret of a production server is used where it is given: %s', (_, variables, jwt) => {
  const server = mergeFiles(files('prod'), variables).services['ws-backend'];

  expect(readConfig(asText(server?.environment ?? {}))).toMatchObject({ jwt });
});

const networksOf = ({ networks }: Service): readonly string[] =>
  isList(networks) ? networks : Object.keys(networks);
const isList = (networks: Service['networks']): networks is readonly string[] => Array.isArray(networks);
const serviceNames = ({ services }: Stack, fits: (service: Service) => boolean) =>
  Object.entries(services)
    .filter(([, service]) => fits(service))
    .map(([name]) => name)
    .sort();

describe.each([
  { reader: 'the files', read: mergeFiles },
  ...(hasCompose ? [{ reader: 'docker compose config', read: composeConfig }] : []),
])('by $reader', ({ read }) => {
  const stack = (environment: string, ...more: string[]) => read(files(environment, ...more), SECRET);

  test.each([
    { environment: 'dev', suffix: '-dev' },
    { environment: 'prod', suffix: '' },
  ])('$environment is reached by its front proxy alone', ({ environment, suffix }) => {
    const whole = stack(environment);

    const terminals = environment === 'dev' && read === mergeFiles ? ['alice', 'bob', 'machine'] : [];
    expect(serviceNames(whole, ({ ports }) => ports !== undefined)).toEqual(['ws-front-nginx']);
    expect(serviceNames(whole, (service) => networksOf(service).includes('front'))).toEqual([
      ...terminals,
      'ws-front-nginx',
    ]);
    expect(whole.networks).toMatchObject({
      front: { name: `ws-front_app_network${suffix}` },
      back: { name: `ws-back_app_network${suffix}`, internal: true },
    });
  });

  test('the stacks share no network, and no volume has a name that both would have', () => {
    const [dev, prod] = [stack('dev', 'scale'), stack('prod', 'scale')];

    const networks = [dev, prod].flatMap((whole) => Object.values(whole.networks).map(({ name }) => name));
    // Compose puts the project before a volume without a name of its own; here there is one project.
    const given = [dev, prod].flatMap((whole) =>
      Object.values(whole.volumes).flatMap((volume) => volume?.name ?? []),
    );
    expect(new Set(networks).size).toBe(4);
    expect(given.filter((name) => !name.startsWith('parley_'))).toEqual([]);
  });

  test.each(['dev', 'prod'])('every service of %s has bounds on its memory and its logs', (environment) => {
    const whole = stack(environment, 'scale');

    expect(serviceNames(whole, ({ mem_limit }) => mem_limit === undefined)).toEqual([]);
    expect(serviceNames(whole, ({ logging }) => logging?.options['max-size'] === undefined)).toEqual([]);
  });

  test.each(['dev', 'prod'])('several servers of %s keep everything in MongoDB', (environment) => {
    const { services } = stack(environment, 'scale');

    expect(services['ws-backend']?.environment).toMatchObject({
      DB_PATH: '',
      JWT_SECRET_FILE: '',
      ...SECRET,
      MONGODB_URI: 'mongodb://mongo:27017/parley',
      REDIS_URL: 'redis://redis:6379',
    });
    for (const name of ['mongo', 'redis']) {
      expect(services['ws-backend']?.depends_on?.[name]).toMatchObject({ condition: 'service_healthy' });
      expect(services[name]?.healthcheck).toBeDefined();
      expect(networksOf(services[name] ?? { networks: [] })).toEqual(['back']);
    }
  });
});
