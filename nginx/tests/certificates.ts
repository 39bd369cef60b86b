import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../certs/gencert.sh');

/** The certificate that a browser shows for a user. */
export type ClientCertificate = { readonly pfx: Buffer; readonly passphrase: string };

/** A separate set of certificates, made by the same script that an operator uses. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-certs-'));

  constructor() {
    this.#run();
  }

  get server(): Buffer {
    return readFileSync(join(this.folder, 'server.crt'));
  }

  client(name: string): ClientCertificate {
    this.#run('client', name);
    return {
      pfx: readFileSync(join(this.folder, `${name}.p12`)),
      passphrase: readFileSync(join(this.folder, `${name}.pass`), 'utf8').trim(),
    };
  }

  #run(...words: string[]): void {
    execFileSync('env', [`CERTS=${this.folder}`, script, ...words], { stdio: 'pipe' });
  }
}
