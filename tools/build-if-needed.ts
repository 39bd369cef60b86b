// Before `npm run serve`: the web client.
import { join } from 'node:path';
import { buildWebClient } from './build/build-web-client.ts';

const root = join(import.meta.dirname, '..');
const { STATIC_DIR, HTTP_PORT, WS_PORT } = process.env;
// A folder of one's own is one's own business, and a server with two ports has its pages elsewhere.
const hasOnePort = [undefined, '', HTTP_PORT].includes(WS_PORT);
const isOurs = join(root, STATIC_DIR ?? '') === join(root, 'frontend/dist/browser') && hasOnePort;

if (isOurs) process.exitCode = buildWebClient(root);
