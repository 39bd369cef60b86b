import { NAMESPACE, SOCKET_PATH } from '../events/events.ts';
import { GATEWAY_PATH, GATEWAY_PROTOCOL, GATEWAY_TOKEN_PREFIX } from '../gateway/gateway.ts';
import { AUTH_TOKEN_HEADER } from '../routes/http.ts';
import type { AsyncApi, AsyncChannel, AsyncOperation, TableMessage } from './async-api.ts';
import { JsonSchemas } from './json-schemas.ts';
import { CHAT_SCHEMAS, chatMessages } from './chat-messages.ts';
import { GATEWAY_SCHEMAS, gatewayMessages } from './gateway-messages.ts';
import type { ApiInfo } from './openapi.ts';

const DESCRIPTION =
  'What travels over sockets. How logins are signed, what is hashed, and what a client has to do so that nothing is lost stands in ' +
  '`docs/protocol.md`; `docs/machines.md` says how a script takes part.';
const CHAT =
  'A namespace of Socket.IO 4. A message has the name of its event. Where an answer is told, the event has an acknowledgement.';
const GATEWAY =
  'Plain WebSockets, for machines. Each text frame is one message in JSON, and its `message_type` says which.';
const CHAT_HANDSHAKE =
  'Socket.IO 4, by WebSocket or long polling. The handshake has `auth: {token, version}`, or one of these headers. ' +
  'The cookie alone opens a socket only beside an allowed `Origin`.';
const GATEWAY_HANDSHAKE =
  `RFC 6455. The token is in one of these headers, or among the subprotocols: \`${GATEWAY_PROTOCOL}, ${GATEWAY_TOKEN_PREFIX}<token>\`. ` +
  'With `?after=<conversation>:<seq>,…` it goes on behind what a script has already.';

/** AsyncAPI 3 of every event in the tables, and of every frame of the gateway. */
export function asyncApiOf({ version, publicUrl, cookieName }: ApiInfo): AsyncApi {
  const schemas = new JsonSchemas([...CHAT_SCHEMAS, ...GATEWAY_SCHEMAS], 'draft-7');
  const tables = { chat: chatMessages(schemas), ws: gatewayMessages(schemas) };
  const channels = {
    chat: channelOf('chat', { address: NAMESPACE, description: CHAT }, tables.chat),
    ws: channelOf('ws', { address: GATEWAY_PATH, description: GATEWAY }, tables.ws),
  };
  return {
    asyncapi: '3.0.0',
    info: { title: 'Parley', version, description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      chat: serverOf(publicUrl, SOCKET_PATH, CHAT_HANDSHAKE),
      ws: serverOf(publicUrl, '', GATEWAY_HANDSHAKE),
    },
    channels,
    operations: { ...operationsOf('chat', tables.chat), ...operationsOf('ws', tables.ws) },
    components: {
      schemas: schemas.referredToIn(channels),
      securitySchemes: {
        authToken: { type: 'httpApiKey', in: 'header', name: AUTH_TOKEN_HEADER },
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'httpApiKey', in: 'cookie', name: cookieName },
      },
    },
  };
}

function serverOf(publicUrl: string, pathname: string, description: string) {
  const { protocol, host } = new URL(publicUrl);
  return {
    host,
    ...(pathname !== '' && { pathname }),
    protocol: protocol === 'https:' ? 'wss' : 'ws',
    description,
    security: ['authToken', 'bearer', 'cookie'].map((name) => ({
      $ref: `#/components/securitySchemes/${name}`,
    })),
  };
}

function channelOf(
  name: string,
  about: Pick<AsyncChannel, 'address' | 'description'>,
  messages: readonly TableMessage[],
): AsyncChannel {
  const written = messages.map(
    ({ key, name, summary, payload }) => [key, { name, summary, payload }] as const,
  );
  return { ...about, servers: [{ $ref: `#/servers/${name}` }], messages: Object.fromEntries(written) };
}

function operationsOf(
  channel: string,
  messages: readonly TableMessage[],
): Readonly<Record<string, AsyncOperation>> {
  const place = `#/channels/${channel}`;
  const of = (keys: readonly string[]) => ({
    channel: { $ref: place },
    messages: keys.map((key) => ({ $ref: `${place}/messages/${key}` })),
  });
  const all: Record<string, AsyncOperation> = {};
  for (const { key, action, summary, answers } of messages) {
    if (action === 'answer') continue;
    all[`${channel}.${key}`] = { action, summary, ...of([key]), ...(answers && { reply: of(answers) }) };
  }
  return all;
}
