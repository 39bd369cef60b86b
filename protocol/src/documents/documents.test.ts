import specs from '@asyncapi/specs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { CLIENT_EVENT_NAMES, SERVER_EVENT_NAMES } from '../events/events.ts';
import { GATEWAY_ENVELOPES } from '../gateway/envelope.ts';
import { GATEWAY_FRAMES } from '../gateway/frame.ts';
import { pathOf } from '../routes/path-of.ts';
import type { Route } from '../routes/route.ts';
import { ROUTES } from '../routes/routes.ts';
import { asyncApiOf } from './asyncapi.ts';
import { CLIENT_EVENT_SUMMARIES, SERVER_EVENT_SUMMARIES } from './event-summaries.ts';
import { ENVELOPE_SUMMARIES, FRAME_SUMMARIES } from './gateway-messages.ts';
import { openApiOf } from './openapi.ts';
import { ROUTE_SUMMARIES } from './route-summaries.ts';

const INFO = { version: '1.2.3', publicUrl: 'https://chat.example.org', cookieName: 'token' };
const openApi = openApiOf(INFO);
const asyncApi = asyncApiOf(INFO);
const both = [
  { name: 'OpenAPI', document: openApi },
  { name: 'AsyncAPI', document: asyncApi },
];

/** Everything in a document, with the way to it. */
function* partsOf(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value))
    yield* partsOf(part, `${path}/${key.replaceAll('/', '~1')}`);
}

function asyncApiProblems(document: unknown): unknown {
  // The format's own schema has formats that are not checked here: addresses of pages and the like.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(specs.schemasWithoutId['3.0.0'] as object);
  return validate(document) ? undefined : validate.errors;
}

test('the OpenAPI document is valid', async () => {
  expect(await new Validator().validate(structuredClone(openApi))).toEqual({ valid: true });
});

test('the AsyncAPI document is valid', () => {
  expect(asyncApiProblems(asyncApi)).toBeUndefined();
});

test('the validators find what is wrong', async () => {
  const { info: _info, ...rest } = openApi;
  expect(await new Validator().validate(structuredClone(rest))).toMatchObject({ valid: false });
  expect(asyncApiProblems({ ...asyncApi, operations: { one: { action: 'shout' } } })).toBeDefined();
});

test.each(both)('what the $name document refers to is in it', ({ document }) => {
  const parts = new Map(partsOf(document));
  const references = [...parts]
    .filter(([path]) => path.endsWith('/$ref'))
    .map(([, value]) => value as string);
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter((reference) => !parts.has(reference.slice(1)))).toEqual([]);
});

/** A schema that says nothing lets everything pass: a check of ours that JSON Schema does not know. See `representations.ts`. */
test.each(both)('every schema of the $name document says something', ({ document }) => {
  const silent = [...partsOf(document)].filter(
    ([path, part]) =>
      /\/(schema|payload|items|(properties|schemas|anyOf|oneOf|allOf)\/[^/]+)$/.test(path) &&
      JSON.stringify(part) === '{}',
  );
  expect(silent.map(([path]) => path)).toEqual([]);
});

test('every route is in the OpenAPI document, with who may call it', () => {
  const rows: readonly Route[] = Object.values(ROUTES);
  for (const row of rows) {
    const { method, who } = row;
    const path = pathOf(row).replaceAll(/:(\w+)/g, '{$1}');
    const written = openApi.paths[path]?.[method.toLowerCase()];
    expect(written, path).toHaveProperty('security.length', who === 'nobody' ? 0 : 3);
  }
  // And incoming webhooks, which are in no table.
  expect(Object.values(openApi.paths).flatMap(Object.keys)).toHaveLength(rows.length + 1);
});

test('every event and every frame of the gateway is in the AsyncAPI document', () => {
  expect(Object.keys(asyncApi.operations).sort()).toEqual(
    [
      ...CLIENT_EVENT_NAMES.map((name) => `chat.client.${name}`),
      ...SERVER_EVENT_NAMES.map((name) => `chat.server.${name}`),
      ...Object.keys(GATEWAY_ENVELOPES).map((type) => `ws.client.${type}`),
      ...Object.keys(GATEWAY_FRAMES).map((type) => `ws.server.${type}`),
    ].sort(),
  );
});

test.each([
  { of: 'routes', summaries: ROUTE_SUMMARIES },
  { of: "client's events", summaries: CLIENT_EVENT_SUMMARIES },
  { of: "server's events", summaries: SERVER_EVENT_SUMMARIES },
  { of: 'envelopes', summaries: ENVELOPE_SUMMARIES },
  { of: 'frames', summaries: FRAME_SUMMARIES },
])('all $of have a summary of one sentence, each its own', ({ summaries }) => {
  const lines = Object.values(summaries);
  expect(lines.filter((line) => !/^[A-Z][^.]{8,100}\.$/.test(line))).toEqual([]);
  expect(new Set(lines).size).toBe(lines.length);
});
