import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

/** A group of so many people with keys, and what became of its epochs, as `number: part/parts`. */
export async function groupOf(size: number) {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  const others = await world.people(size - 2);
  await world.group(alice, [bob, ...others]);
  const epochs = () =>
    world.server.logs
      .get(GROUP)
      ?.flatMap(({ body }) => (body.kind === 'keys' ? [`${body.epoch}: ${body.part}/${body.parts}`] : []));
  return { world, alice, bob, others, epochs };
}

/** The connection breaks before the append of this number, counted from now on. */
export function cutBefore(world: SealedWorld, number: number): void {
  const pass = () => undefined;
  const cut = () => {
    throw new NoAnswerError();
  };
  world.server.answers.push(...Array.from({ length: number - 1 }, () => pass), cut);
}
