import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const snippets = join(import.meta.dirname, '../../nginx/snippets');

/** One nginx in the foreground with what one of the templates became, as in its container. */
export class LocalNginx {
  /** Settles when the process is gone, with what it said on stderr. */
  readonly ended: Promise<string>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'parley-nginx-'));
  readonly #child: ChildProcess;

  /**
   * @param configuration a filled template
   * @param log an open file for all that the container would write to stdout and stderr
   */
  constructor(configuration: string, program = process.env.NGINX_PATH ?? 'nginx', log?: number) {
    mkdirSync(join(this.#folder, 'conf.d'));
    cpSync(snippets, join(this.#folder, 'snippets'), { recursive: true });
    writeFileSync(join(this.#folder, 'conf.d', 'parley.conf'), configuration);
    writeFileSync(
      join(this.#folder, 'nginx.conf'),
      mainConfiguration(program, log === undefined ? 'warn' : 'notice'),
    );
    this.#child = spawn(program, ['-p', this.#folder, '-e', 'stderr', '-c', 'nginx.conf'], {
      stdio: ['ignore', log ?? 'ignore', log ?? 'pipe'],
    });
    this.ended = this.#end();
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.ended;
  }

  async #end(): Promise<string> {
    let said = '';
    this.#child.stderr?.on('data', (data: Buffer) => (said = `${said}${data.toString()}`.slice(-4_000)));
    await new Promise<void>((resolve) => {
      this.#child.once('close', () => resolve());
      this.#child.once('error', (error) => {
        said += error.message;
        resolve();
      });
    });
    rmSync(this.#folder, { recursive: true });
    return said;
  }
}

/** What the image has around the templates, with every path inside the folder so that no root is needed. */
function mainConfiguration(program: string, level: string): string {
  // Started by root, nginx would go on as a user who may not read this checkout.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    ${user}
    worker_processes 1;
    pid nginx.pid;
    error_log stderr ${level};
    events { worker_connections 1024; }
    http {
      include ${configurationFolder(program)}/mime.types;
      default_type application/octet-stream;
      access_log /dev/stdout;
      ${temporary.map((name) => `${name}_temp_path ${name}_temp;`).join('\n      ')}
      include conf.d/*.conf;
    }
  `;
}

function configurationFolder(program: string): string {
  const { stderr } = spawnSync(program, ['-V'], { encoding: 'utf8' });
  const path = /--conf-path=(\S+)/.exec(stderr)?.[1];
  return path === undefined ? '/etc/nginx' : dirname(path);
}
