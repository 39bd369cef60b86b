import { describe, expect, test } from 'vitest';
import { fillTemplate } from './fill-template.ts';
import { type Environment, proxySettings, type Settings } from './settings.ts';

/** Both proxies as they run on one machine. */
const filled = (environment: Environment, shell: Settings = {}) =>
  ['front', 'back']
    .map((side) => fillTemplate(`${side}-${environment}`, proxySettings(environment, shell)))
    .join('\n');
const listening = (text: string) => [...text.matchAll(/listen (\S+?)[ ;]/g)].map(([, at]) => at);

describe('on one machine', () => {
  test.each([
    ['dev', ['127.0.0.1:3000', '127.0.0.1:3002']],
    ['prod', ['0.0.0.0:3003', '0.0.0.0:3004', '127.0.0.1:9000']],
  ] as const)('the proxies of %s listen for others only where these are meant', (environment, at) => {
    expect(listening(filled(environment))).toEqual(at);
  });

  test('plain HTTP is sent to the front proxy itself where nobody named another address', () => {
    expect(filled('prod', { CLIENT_NGINX_PORT: '4444' })).toContain(
      'return 301 https://localhost:4444$request_uri',
    );
    expect(filled('prod', { PUBLIC_URL: 'https://chat.example.org' })).toContain(
      'return 301 https://chat.example.org$request_uri',
    );
  });

  test('the address that a file of environments/ names is where plain HTTP is sent', () => {
    const files = { CLIENT_NGINX_PORT: '3004', PUBLIC_URL: 'https://chat.example.org' };
    expect(proxySettings('prod', {}, files).PUBLIC_URL).toBe('https://chat.example.org');
    expect(proxySettings('prod', {}, { ...files, PUBLIC_URL: '' }).PUBLIC_URL).toBe('https://localhost:3004');
  });

  test('what the shell sets wins, and what it sets to nothing is not set', () => {
    expect(listening(filled('dev', { CLIENT_NGINX_LISTEN: '0.0.0.0', BACKEND_NGINX_PORT: ' ' }))).toEqual([
      '0.0.0.0:3000',
      '127.0.0.1:3002',
    ]);
  });

  test('the sockets of production are at the port of everything else', () => {
    const { BACKEND_WS_PORT } = proxySettings('prod', { BACKEND_HTTP_PORT: '8310' });
    expect(BACKEND_WS_PORT).toBe('8310');
  });
});

test('several servers to try out are for this machine alone', () => {
  const cluster = fillTemplate('cluster', { PORT: '4300', SERVERS: '', WEB_ROOT: '/' });
  expect(listening(cluster)).toEqual(['127.0.0.1:4300']);
});

test('a setting that is missing is named', () => {
  expect(() => fillTemplate('front-dev', {})).toThrow('front-dev.conf.template needs REQUESTS_PER_SECOND');
});
