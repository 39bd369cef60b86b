import { person } from '../../../../../testing/sample-people.ts';
import { mentionsIn } from './mentions-in.ts';

describe('mentionsIn', () => {
  const [grace, alan] = [person(0), person(1)];
  const told = (text: string) => mentionsIn(text, [grace, alan]);

  it('finds those who read it, in any case of letters, and nobody else', () => {
    expect(told(`@${grace.username.toUpperCase()}, *@${alan.username}* and @all, @nobody`)).toEqual([
      grace.uid,
      alan.uid,
    ]);
    expect(mentionsIn(`@${grace.username}`, [alan])).toEqual([]);
  });

  it('finds nobody in code or in a quote, and those behind it', () => {
    const name = `@${grace.username}`;
    expect(told(`\`${name}\``)).toEqual([]);
    expect(told(`> ${name}`)).toEqual([]);
    expect(told(`\`\`\`\n${name}\n\`\`\``)).toEqual([]);
    expect(told(`\`\`\`npm start\`\`\` works, ${name}`)).toEqual([grace.uid]);
    expect(told(`\`\`\`\nnpm start\n\`\`\` works, ${name}`)).toEqual([grace.uid]);
  });
});
