import { isJson, ParleyError, type CommandRole, type Json } from '@parley/protocol';
import * as z from 'zod/mini';
import { resultText } from './result-text.ts';
import type { CommandCall, RegisteredCommand } from './registered-command.ts';

interface Definition<Parameters extends z.ZodMiniType, Result extends z.ZodMiniType> {
  readonly name: string;
  readonly help: string;
  readonly who?: readonly CommandRole[];
  readonly signed?: boolean;
  readonly parameters: Parameters;
  readonly result: Result;
  /** The result in words; without it, see `resultText`. */
  readonly words?: (result: z.infer<Result>) => string;
  readonly run: (
    parameters: z.infer<Parameters>,
    call: CommandCall,
  ) => z.infer<Result> | Promise<z.infer<Result>>;
}

/** A command that runs in the server itself, as the built-in ones do. */
export function inProcess<Parameters extends z.ZodMiniType, Result extends z.ZodMiniType>({
  words,
  ...definition
}: Definition<Parameters, Result>): RegisteredCommand {
  const { name, help, who = ['everyone'], signed = false } = definition;
  return {
    ...{ name, help, who, signed },
    parameters: jsonSchemaOf(definition.parameters),
    result: jsonSchemaOf(definition.result),
    run: async (call) => {
      await call.begin();
      const parameters = definition.parameters.safeParse(call.parameters);
      if (!parameters.success) throw new ParleyError('E_BAD_REQUEST', { message: wrong(parameters.error) });
      const result: z.infer<Result> = await definition.run(parameters.data, call);
      if (!isJson(result)) throw new Error(`the result of ${name} is no JSON`);
      return { text: words?.(result) ?? resultText(result), result };
    },
  };
}

function jsonSchemaOf(schema: z.ZodMiniType): Json {
  const json: unknown = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' })));
  return isJson(json) ? json : {};
}

function wrong({ issues: [issue] }: z.core.$ZodError): string {
  const place = issue?.path.join('.') ?? '';
  return `The parameters don't fit${place === '' ? '' : `: ${place}`}.`;
}
