// A machine that logs in with its key, greets somebody and repeats what it is told, by Node.js alone: node examples/machine.js
// scripts/generate-keys.sh makes the variables. PEER is whom it greets.
import { createPrivateKey, sign } from 'node:crypto';

const { WS_USER_ID = '', WS_USERNAME, WS_PRIVATE_KEY = '', WS_SERVER_URL = '', PEER } = process.env;
if (WS_PRIVATE_KEY === '') process.exit(console.log('There is no WS_PRIVATE_KEY.') ?? 0);
if (process.env.INSECURE_TLS === 'true') process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

// An Ed25519 key as PKCS #8 (RFC 8410), behind which stand its 32 bytes.
const pkcs8 = Buffer.concat([
  Buffer.from('302e020100300506032b657004220420', 'hex'),
  Buffer.from(WS_PRIVATE_KEY, 'base64'),
]);
const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(WS_SERVER_URL + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const { challenge, expiresAt } = await post('/auth/login', { user: WS_USERNAME });
const end = Buffer.alloc(8);
end.writeBigUInt64BE(BigInt(expiresAt));
const uid = Buffer.from(WS_USER_ID.replaceAll('-', ''), 'hex');
const signed = Buffer.concat([
  Buffer.from('parley/v1/machine-login\0'),
  uid,
  Buffer.from(challenge, 'base64'),
  end,
]);
const signature = sign(null, signed, key).toString('base64');
const { token } = await post('/auth/login?verify=true', { user: WS_USERNAME, challenge, signature });

const chat = new WebSocket(`${WS_SERVER_URL.replace(/^http/, 'ws')}/ws`, ['parley.v1', `token.${token}`]);
const say = (to, content) =>
  chat.send(JSON.stringify({ header: { message_type: 'direct', to }, body: { content } }));
chat.onopen = () => {
  console.log('listening');
  if (PEER) say(PEER, 'Hello');
};
chat.onmessage = ({ data }) => {
  const { header, body } = JSON.parse(data);
  if (header.message_type !== 'direct') return;
  console.log(`${header.from}: ${body.content}`);
  // Two of these would talk for ever.
  if (!body.content.startsWith('You said: ')) say(header.from, `You said: ${body.content}`);
};
// Compose starts it again. A client that must lose nothing keeps a cursor (docs/machines.md).
chat.onclose = ({ code, reason }) => process.exit(console.log(`closed: ${code} ${reason}`) ?? 1);
