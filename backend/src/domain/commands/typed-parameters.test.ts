import { expect, test } from 'vitest';
import { typedParameters } from './typed-parameters.ts';

const schema = {
  type: 'object',
  properties: {
    room: { type: 'string' },
    times: { type: 'integer' },
    loud: { type: 'boolean' },
    words: { type: 'string' },
  },
};

test('a word for each parameter, and the rest for the last one', () => {
  expect(typedParameters(' harbour 3 true all  the rest\n here ', schema)).toEqual({
    ...{ room: 'harbour', times: 3, loud: true, words: 'all  the rest\n here' },
  });
});

test('what is not said is left out, and what does not fit stays a word for the schema to refuse', () => {
  expect(typedParameters('harbour many', schema)).toEqual({ room: 'harbour', times: 'many' });
  expect(typedParameters('', schema)).toEqual({});
  expect(typedParameters('anything', { type: 'object' })).toEqual({});
});

test('JSON is taken as it is, and what only looks like it is words', () => {
  expect(typedParameters('{"room": "a", "more": [1]}', schema)).toEqual({ room: 'a', more: [1] });
  expect(typedParameters('{oops', schema)).toEqual({ room: '{oops' });
  expect(typedParameters('{"__proto__": {"a": 1}}', schema)).not.toHaveProperty('a');
});
