import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Need = 'chromium' | 'nginx' | 'openssl' | 'redis' | 'mongodb';

/** What the suite gets to see in its environment, or why it can't run here. */
export type Finding = { readonly env: Readonly<Record<string, string>> } | { readonly missing: string };

type Requirement = {
  /** The variable that says where it is: asked first, and set for the suite. */
  readonly variable: string;
  readonly programs: readonly string[];
  /** The Debian package that `npm test` may install by itself. */
  readonly debianPackage?: string;
  readonly missing: string;
};

const requirements: Readonly<Record<Need, Requirement>> = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    missing: 'no Chromium found; install it or set CHROMIUM_PATH',
  },
  nginx: {
    variable: 'NGINX_PATH',
    programs: ['nginx'],
    missing: 'no nginx found; install it or set NGINX_PATH',
  },
  openssl: {
    variable: 'OPENSSL_PATH',
    programs: ['openssl'],
    debianPackage: 'openssl',
    missing: 'no openssl found; install it',
  },
  redis: {
    variable: 'REDIS_SERVER_PATH',
    programs: ['redis-server'],
    missing: 'no redis-server found; install it or set REDIS_SERVER_PATH',
  },
  mongodb: {
    variable: 'MONGODB_TEST_URI',
    programs: [],
    missing: 'MONGODB_TEST_URI names no MongoDB',
  },
};

/** Looks for all that a suite needs; what Debian has for it is installed where that is allowed. */
export function lookFor(needs: readonly Need[]): Finding {
  const env: Record<string, string> = {};
  for (const { variable, programs, debianPackage, missing } of needs.map((need) => requirements[need])) {
    const found =
      process.env[variable] ?? locate(programs) ?? (install(debianPackage) ? locate(programs) : undefined);
    if (found === undefined) return { missing };
    env[variable] = found;
  }
  return { env };
}

function locate(programs: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .find((path) => isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(debianPackage: string | undefined): boolean {
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debianPackage === undefined || !mayInstall) return false;
  console.log(`Installing ${debianPackage} with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]) => spawnSync('apt-get', words, { env, stdio: 'ignore' }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', debianPackage);
}
