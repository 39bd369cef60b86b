/**
 * Who may import whom, and nothing else. A file belongs to the first layer whose pattern it matches,
 * so that tests come before what they test.
 *
 * - `imports`: other layers it may import; its own files are always allowed.
 * - `packages`: the npm packages it may import; left out, all that no layer owns.
 * - `owns`: npm packages that only this layer, and those that compose, may import.
 * - `composes`: puts parts together, so it may import owned packages too.
 * - `node`: may import Node.js's own modules.
 * - `capture`: parts of the same layer with different values here are strangers.
 */
export const layers = [
  {
    name: 'free-port',
    files: ['tools/test/free-port.ts'],
    imports: [],
    node: true,
  },

  {
    name: 'protocol-tests',
    files: ['protocol/tests/**', 'protocol/src/**/*.test.ts'],
    imports: ['protocol'],
    node: true,
  },
  {
    name: 'protocol',
    files: ['protocol/**'],
    imports: [],
    packages: ['zod', 'uint8array-extras', 'canonicalize'],
  },

  {
    name: 'client-tests',
    files: ['client/tests/**', 'client/src/**/*.test.ts'],
    imports: ['protocol', 'client', 'client-node', 'terminal'],
    node: true,
  },
  {
    name: 'terminal',
    files: ['client/src/terminal/**'],
    imports: ['protocol', 'client', 'client-node'],
    node: true,
  },
  {
    name: 'client-node',
    files: ['client/src/node.ts', 'client/src/node/**', 'client/src/storage/file/**'],
    imports: ['protocol', 'client'],
    node: true,
  },
  {
    name: 'client',
    files: ['client/**'],
    imports: ['protocol'],
  },

  {
    name: 'recovery-tests',
    files: ['backend/tests/recovery/**'],
    imports: ['protocol', 'client', 'client-node', 'backend-tests', 'free-port'],
    node: true,
  },
  {
    name: 'nodes-tests',
    files: ['backend/tests/nodes/**'],
    imports: [
      'protocol',
      'client',
      'client-node',
      'backend-tests',
      'free-port',
      'domain',
      'mongo-store',
      'logging',
      'realtime',
    ],
    composes: true,
    node: true,
  },
  {
    name: 'backend-tests',
    files: ['backend/tests/**', 'backend/testing/**', 'backend/src/**/*.test.ts'],
    imports: [
      'protocol',
      'domain',
      'memory-store',
      'sqlite-store',
      'mongo-store',
      'logging',
      'security',
      'http',
      'realtime',
      'config',
      'tls',
      'backend-app',
      'free-port',
    ],
    composes: true,
    node: true,
  },
  {
    name: 'domain',
    files: ['backend/src/domain/**'],
    imports: ['protocol'],
    packages: ['zod', 'uint8array-extras', 'canonicalize', 'lru-cache'],
    node: true,
  },
  {
    name: 'memory-store',
    files: ['backend/src/store/memory/**'],
    imports: ['protocol', 'domain'],
    packages: [],
    node: true,
  },
  {
    name: 'sqlite-store',
    files: ['backend/src/store/sqlite/**'],
    imports: ['protocol', 'domain'],
    owns: ['better-sqlite3'],
    node: true,
  },
  {
    name: 'mongo-store',
    files: ['backend/src/store/mongo/**'],
    imports: ['protocol', 'domain'],
    owns: ['mongoose', 'mongodb'],
    node: true,
  },
  {
    name: 'logging',
    files: ['backend/src/logging/**'],
    imports: ['protocol'],
    owns: ['pino', 'pino-pretty'],
    node: true,
  },
  {
    name: 'security',
    files: ['backend/src/security/**'],
    imports: ['protocol', 'domain'],
    node: true,
  },
  {
    name: 'http',
    files: ['backend/src/http/**'],
    imports: ['protocol', 'domain', 'logging', 'security'],
    owns: ['express', 'express-static-gzip', 'helmet'],
    node: true,
  },
  {
    name: 'realtime',
    files: ['backend/src/realtime/**'],
    imports: ['protocol', 'domain', 'logging', 'security'],
    owns: ['socket.io', 'ws', 'ioredis'],
    node: true,
  },
  {
    name: 'tls',
    files: ['backend/src/tls/**'],
    imports: [],
    node: true,
  },
  {
    name: 'config',
    files: ['backend/src/config/**'],
    imports: ['protocol', 'domain', 'logging'],
    node: true,
  },
  {
    name: 'backend-main',
    files: ['backend/src/main.ts'],
    imports: ['protocol', 'backend-app', 'config', 'logging', 'tls'],
    node: true,
  },
  {
    name: 'backend-tools',
    files: ['backend/src/tools/**'],
    imports: ['protocol', 'domain', 'sqlite-store', 'mongo-store', 'security', 'config'],
    node: true,
  },
  {
    name: 'backend-app',
    files: ['backend/src/*.ts'],
    imports: [
      'protocol',
      'domain',
      'memory-store',
      'sqlite-store',
      'mongo-store',
      'logging',
      'security',
      'http',
      'realtime',
      'config',
      'tls',
    ],
    composes: true,
    node: true,
  },

  {
    name: 'frontend-tests',
    files: ['frontend/testing/**', 'frontend/src/**/*.spec.ts'],
    imports: ['protocol', 'client', 'core', 'shared', 'feature', 'frontend-app'],
  },
  {
    name: 'shared',
    files: ['frontend/src/app/shared/**'],
    imports: ['protocol', 'client'],
  },
  {
    name: 'core',
    files: ['frontend/src/app/core/**'],
    imports: ['protocol', 'client', 'shared'],
  },
  {
    name: 'feature',
    files: ['frontend/src/app/features/*/**'],
    capture: ['feature'],
    imports: ['protocol', 'client', 'core', 'shared'],
  },
  {
    name: 'frontend-app',
    files: ['frontend/src/*.ts', 'frontend/src/app/*.ts'],
    imports: ['protocol', 'client', 'core', 'shared', 'feature'],
  },

  {
    name: 'simulation',
    files: ['simulation/**'],
    imports: ['protocol', 'client', 'domain', 'memory-store'],
    node: true,
  },
  {
    // Behind the proxies, too, which their own tests start.
    name: 'firefox-tests',
    files: ['e2e/firefox/**'],
    imports: ['protocol', 'client', 'client-node', 'e2e', 'operations-tests'],
    node: true,
  },
  {
    name: 'e2e',
    files: ['e2e/**'],
    imports: ['protocol', 'client', 'client-node', 'tools', 'free-port'],
    node: true,
  },
  {
    name: 'bench',
    files: ['bench/**'],
    imports: ['protocol', 'client', 'client-node', 'domain', 'sqlite-store', 'mongo-store'],
    composes: true,
    node: true,
  },
  {
    name: 'operations-tests',
    files: ['nginx/{tests,sslscan}/**', 'certs/tests/**', 'docker/tests/**', 'docker/smoke/**'],
    imports: [
      'doctor',
      'protocol',
      'client',
      'client-node',
      'backend-app',
      'http',
      'config',
      'tls',
      'tools',
      'free-port',
    ],
    composes: true,
    node: true,
  },
  {
    name: 'docs-tests',
    files: ['tools/docs/**'],
    imports: ['protocol', 'config'],
    node: true,
  },
  {
    name: 'doctor',
    files: ['tools/doctor/**', 'tools/doctor.ts'],
    imports: ['protocol', 'tools', 'config', 'mongo-store', 'tls', 'sqlite-store'],
    composes: true,
    node: true,
  },
  {
    name: 'tools',
    files: ['tools/**', 'frontend/tools/**'],
    imports: ['protocol', 'free-port'],
    node: true,
  },
];
