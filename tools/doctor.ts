// `npm run doctor`: looks for what is wrong with a deployment and says what to do about it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkCertificate } from './doctor/check-certificate.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkDisk } from './doctor/check-disk.ts';
import { checkPorts } from './doctor/check-ports.ts';
import { checkPublicAddress } from './doctor/check-public-address.ts';
import { type Finding, fine, problem } from './doctor/finding.ts';

const root = join(import.meta.dirname, '..');
const { HTTP_PORT = '8091', WS_PORT = HTTP_PORT, DB_PATH = 'data/parley.db' } = process.env;
const { PUBLIC_URL = `http://localhost:${HTTP_PORT}` } = process.env;
const now = Date.now();

const findings: readonly Finding[] = [
  webClient(),
  ...(await checkPorts(Number(HTTP_PORT), Number(WS_PORT))),
  ...checkDatabase(DB_PATH),
  ...(await checkDisk(DB_PATH)),
  ...checkCertificate('certs/server.crt', now, 'Delete it, run certs/gencert.sh and restart the proxies.'),
  ...checkCertificate('certs/client-ca.crt', now, 'Delete it, run certs/gencert.sh and give users new ones.'),
  ...checkCertificate('data/own-certificate.pem', now, 'Restart the server: it makes itself a new one.'),
  ...(await checkPublicAddress(PUBLIC_URL, Date.now)),
];

const marks = { fine: 'ok     ', warning: 'warning', problem: 'PROBLEM' } as const;
for (const finding of findings) {
  console.log(`${marks[finding.verdict]}  ${finding.says}`);
  if (finding.verdict !== 'fine') console.log(`         ${finding.remedy}`);
}
process.exit(findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0);

function webClient(): Finding {
  return existsSync(join(root, 'frontend/dist/browser/index.html'))
    ? fine('The web client is built.')
    : problem('The web client is not built.', 'npm run build');
}
