import { defineConfig } from 'vitest/config';

const packages = ['protocol', 'client', 'backend', 'simulation', 'tools', 'nginx', 'certs', 'docker'];

export default defineConfig({
  test: {
    // The suites open sockets and databases; more workers than this only take turns.
    maxWorkers: 2,
    projects: packages.map((name) => ({
      test: {
        name,
        root: import.meta.dirname,
        include: [`${name}/**/*.test.ts`],
      },
    })),
  },
});
