import { defineConfig } from 'vitest/config';

const packages = [
  'protocol',
  'client',
  'backend',
  'simulation',
  'tools',
  'nginx',
  'certs',
  'docker',
  'examples',
];

/** These end what hangs. How fast the machine is, and what else it does, is no question of a test, so they are wide. */
const patience = {
  testTimeout: 30_000,
  hookTimeout: 30_000,
  expect: { poll: { timeout: 15_000, interval: 20 } },
};

export default defineConfig({
  test: {
    // The suites open sockets and databases; more workers than this only take turns.
    maxWorkers: 2,
    projects: [
      ...packages.map((name) => ({
        test: {
          name,
          root: import.meta.dirname,
          ...patience,
          // What builds the frontend is a tool, too; its pages have a runner of their own.
          include: [`${name}/**/*.test.ts`, ...(name === 'tools' ? ['frontend/tools/**/*.test.ts'] : [])],
          exclude: ['**/node_modules/**', 'backend/tests/{mongo,nodes}/**', 'nginx/sslscan/**'],
        },
      })),
      { test: { name: 'sslscan', root: import.meta.dirname, include: ['nginx/sslscan/**/*.test.ts'] } },
      {
        test: {
          name: 'firefox',
          root: import.meta.dirname,
          include: ['e2e/firefox/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000, interval: 100 } },
        },
      },
      {
        test: {
          name: 'mongodb',
          root: import.meta.dirname,
          ...patience,
          // What is seen over sockets and HTTP must be the same on every store.
          include: ['backend/tests/{mongo,realtime,http,recovery}/**/*.test.ts'],
          globalSetup: 'backend/tests/mongo/global-setup.ts',
        },
      },
      {
        test: {
          name: 'cluster',
          root: import.meta.dirname,
          ...patience,
          // Nobody can tell whether those they talk to are on their own server.
          include: ['backend/tests/{realtime,http}/**/*.test.ts'],
          globalSetup: ['backend/tests/mongo/global-setup.ts', 'backend/tests/nodes/global-setup.ts'],
          // They share one Redis, and nobody of one test shall be online in another.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'nodes',
          root: import.meta.dirname,
          ...patience,
          include: ['backend/tests/nodes/**/*.test.ts'],
          globalSetup: 'backend/tests/mongo/global-setup.ts',
          testTimeout: 120_000,
        },
      },
    ],
  },
});
