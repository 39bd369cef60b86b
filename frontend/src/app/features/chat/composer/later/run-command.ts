import { inject, type ViewContainerRef } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { isRefusal, problemOf } from '../../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../../shared/forms/problem-note.ts';
import { CommandAnswer } from './command-answer.ts';
import { KnownCommands } from './known-commands.ts';

const UNKNOWN = { text: 'There is no such command. To send it as a message, begin with //.' };

/**
 * Runs a server command, and shows only to the user what it answers. What failed stays in the field. Called in the composer's injection
 * context.
 * @param anchor where the answer is shown
 */
export async function runCommand(typed: string, anchor: ViewContainerRef): Promise<void> {
  const { client } = inject(Chat);
  const composing = inject(Composing);
  const known = inject(KnownCommands);
  const conversation = inject(OpenConversation).id();
  const [, name = '', text = ''] = /^\/(\S*)\s*([^]*)$/.exec(typed) ?? [];
  try {
    // Whatever it is, it may not be meant for the server: only what is a command leaves this device.
    if (!(await known.has(name))) {
      anchor.createComponent(ProblemNote).setInput('problem', UNKNOWN);
      return;
    }
    const answer = await client.command(name, text === '' ? undefined : text, conversation);
    if (composing.text().trim() === typed) composing.write('', 0);
    anchor.clear();
    if (answer === '') return;
    const shown = anchor.createComponent(CommandAnswer);
    shown.setInput('name', name);
    shown.setInput('text', answer);
    shown.instance.closed.subscribe(() => anchor.clear());
  } catch (error) {
    const isUnknown = isRefusal(error) && error.code === 'E_UNKNOWN_COMMAND';
    anchor.createComponent(ProblemNote).setInput('problem', isUnknown ? UNKNOWN : problemOf(error));
  }
}
