import { LIMITS } from '../limits.ts';
import { HOOK_PREFIX } from '../routes/http.ts';

const objects = { type: 'array', items: { type: 'object' } };
const payload = {
  type: 'object',
  description:
    'It says something in `text`, `blocks` or `attachments`. All other fields of Slack are ignored.',
  properties: {
    text: {
      type: 'string',
      description: 'With `<url|text>` for links; as it is written where `mrkdwn` is false.',
    },
    mrkdwn: { type: 'boolean' },
    username: {
      type: 'string',
      description: 'Stands before the text, if it is another than the name of the webhook.',
    },
    blocks: { ...objects, description: 'In place of `text`.' },
    attachments: {
      ...objects,
      description: 'Behind it: `fallback`, `pretext`, `title`, `text`, `fields`, `actions`, `footer`.',
    },
  },
};

const plain = (schema: object) => ({ 'text/plain': { schema } });
const refused = (description: string, words: readonly string[]) => ({
  description,
  content: plain({ type: 'string', enum: words }),
});

/**
 * Incoming webhooks stand in no table: tools post what they post to Slack, in the types that they take for right, and want its words
 * as an answer.
 */
export const HOOK_PATHS = {
  [`${HOOK_PREFIX}/{secret}`]: {
    post: {
      operationId: 'postToHook',
      summary: "Says what a tool posts in Slack's format.",
      description: `At most ${LIMITS.hookBodyBytes} bytes. The secret in the address is all that speaks for the tool.`,
      tags: ['hooks'],
      security: [],
      parameters: [{ name: 'secret', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: payload },
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['payload'],
              properties: { payload: { type: 'string', description: 'The same as JSON.' } },
            },
          },
        },
      },
      responses: {
        200: { description: 'It was said.', content: plain({ const: 'ok' }) },
        400: refused('There is nothing to say in it.', ['invalid_payload', 'no_text']),
        403: refused('It may not be said there now.', ['action_prohibited', 'account_inactive']),
        404: refused('There is no such webhook, or not its room.', ['no_service', 'channel_not_found']),
        410: refused('The room was deleted.', ['channel_is_archived']),
        413: refused('It is too large.', ['invalid_payload']),
        429: refused('Too much at once; `Retry-After` says when.', ['rate_limited']),
        500: refused('The server failed.', ['rollup_error']),
        503: refused('The server restarts, or its database is busy.', ['service_unavailable']),
      },
    },
  },
};
