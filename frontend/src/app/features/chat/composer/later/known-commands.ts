import { inject, Service } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';

export interface KnownCommand {
  readonly name: string;
  readonly help: string;
}

/** The commands that the server has, as it says itself. What it does not know by name it is not sent. */
@Service()
export class KnownCommands {
  private readonly chat = inject(Chat);
  private asked: Promise<readonly KnownCommand[]> | undefined;

  async all(): Promise<readonly KnownCommand[]> {
    this.asked ??= this.ask();
    try {
      return await this.asked;
    } catch (error) {
      this.asked = undefined;
      throw error;
    }
  }

  /** Asks again before it says no: a server may have got more since. */
  async has(name: string): Promise<boolean> {
    if (includes(await this.all(), name)) return true;
    this.asked = undefined;
    return includes(await this.all(), name);
  }

  private async ask(): Promise<readonly KnownCommand[]> {
    return commandsIn(await this.chat.client.command('list_commands'));
  }
}

function includes(all: readonly KnownCommand[], name: string): boolean {
  return all.some((one) => one.name === name);
}

/** `name: help`, a line each. */
function commandsIn(text: string): readonly KnownCommand[] {
  return text.split('\n').map((line) => {
    const [name = '', ...help] = line.split(': ');
    return { name, help: help.join(': ') };
  });
}
