import type { Need, Want } from './needs.ts';
import type { ReportFormat } from './count-tests.ts';

export type Suite = {
  readonly name: string;
  /** The command, of node_modules/.bin or the system's; `{report}` stands for the report's path. */
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the command writes to `{report}`. A suite without a report counts as one test. */
  readonly report?: ReportFormat;
  /** What must be on this machine beside the npm packages. */
  readonly needs?: readonly Need[];
  /** What must be here for a part of it; without, that part says so and the rest runs. */
  readonly wants?: readonly Want[];
  /** It runs beside the ones before it: it waits more than it works, or works on one core while they have another. */
  readonly beside?: true;
};

const vitest = (name: string, ...projects: string[]): Suite => ({
  name,
  command: [
    'vitest',
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json={report}',
  ],
  report: 'vitest',
});

const e2e = (
  name: string,
  needs: readonly Need[],
  env: Suite['env'] = {},
  files: readonly string[] = [],
): Suite => ({
  name,
  command: ['playwright', 'test', '--reporter=list,json', ...files],
  cwd: 'e2e',
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: '{report}', ...env },
  report: 'playwright',
  needs,
});

/** Specs for which it matters how many servers there are; `STACK=cluster npm run e2e` runs them all on several. */
const BETWEEN_SERVERS = ['direct-conversation', 'group', 'two-tabs'];

/** All that `npm test` runs, in this order. */
export const suites: readonly Suite[] = [
  {
    name: 'lint',
    command: [
      'eslint',
      '.',
      '--cache',
      '--cache-strategy=content',
      '--cache-location=node_modules/.cache/eslint/',
    ],
    // It holds the types of all workspaces at once: 3.3 GB, and Node.js would end it at 4.
    env: { NODE_OPTIONS: '--max-old-space-size=6144' },
  },
  { name: 'format', command: ['prettier', '--check', '.'] },
  { name: 'knip', command: ['knip', '--no-progress'] },
  { name: 'types', command: ['node', 'tools/typecheck.ts'], beside: true },
  vitest('tools', 'tools'),
  vitest('protocol', 'protocol'),
  vitest('client', 'client'),
  {
    name: 'frontend',
    command: [
      'ng',
      'test',
      '--no-watch',
      '--reporters=default',
      '--reporters=json',
      '--output-file={report}',
    ],
    cwd: 'frontend',
    report: 'vitest',
  },
  { name: 'build', command: ['npm', 'run', 'build'], cwd: 'frontend' },
  // It has a clock of its own, so what runs beside it can't make it fail.
  { ...vitest('simulation', 'simulation'), beside: true },
  vitest('backend', 'backend'),
  { ...vitest('mongodb', 'mongodb'), needs: ['mongodb'] },
  { ...vitest('cluster', 'cluster'), needs: ['mongodb', 'redis'] },
  { ...vitest('nodes', 'nodes'), needs: ['mongodb', 'redis'] },
  { ...vitest('certs', 'certs'), needs: ['openssl'] },
  vitest('docker', 'docker'),
  {
    ...vitest('examples', 'examples'),
    needs: ['python', 'go', 'curl', 'openssl'],
    wants: ['websocat'],
    beside: true,
  },
  { ...vitest('nginx', 'nginx'), needs: ['nginx', 'openssl'], beside: true },
  { ...vitest('sslscan', 'sslscan'), needs: ['nginx', 'openssl', 'sslscan'] },
  e2e('e2e', ['chromium', 'headless']),
  // A page of an earlier version with this server, and the other way round.
  e2e('versions', ['chromium', 'history'], {}, ['--config=versions.config.ts']),
  { ...vitest('e2e-firefox', 'firefox'), needs: ['firefox', 'chromium', 'nginx', 'openssl'] },
  e2e('e2e-cluster', ['chromium', 'nginx', 'redis', 'mongodb'], { STACK: 'cluster' }, BETWEEN_SERVERS),
];
