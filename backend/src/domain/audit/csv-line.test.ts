import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('cells stand in quotes, with their own doubled and their lines kept', () => {
  expect(csvLine(['1', 'a,b', 'say "no"', 'two\r\nlines', ''])).toBe(
    '"1","a,b","say ""no""","two\r\nlines",""\r\n',
  );
});

test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`);
});

test.each(['a=1', ' =1', "'=1", '1-2'])('%j stays as it is', (text) => {
  expect(csvLine([text])).toBe(`"${text}"\r\n`);
});
