import { inject, Service } from '@angular/core';
import { isRefusal } from '../../../shared/forms/problem.ts';
import { Dialogs } from '../../overlays/dialogs.ts';
import { part } from '../../parts/parts.ts';
import { Chat } from '../chat.ts';
import type { RoomToJoin } from './room-to-join.ts';

/** Joins rooms, and asks for the password of one that takes one. */
@Service()
export class RoomJoining {
  private readonly chat = inject(Chat);
  private readonly dialogs = inject(Dialogs);

  /** @param password where it is known already. @returns false if the user gave up. @throws CodedError, NoAnswerError */
  async join(room: RoomToJoin, password?: string): Promise<boolean> {
    if (room.locked === true && password === undefined) return this.ask(room);
    try {
      await (await this.chat.client.rooms()).join(room.conversation, password);
      return true;
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'E_ROOM_LOCKED') throw error;
      return this.ask(room);
    }
  }

  private async ask(room: RoomToJoin): Promise<boolean> {
    const load = () => part(() => import('./join-locked.ts')).then(({ JoinLocked }) => JoinLocked);
    const options = { data: room, keepsOpen: true };
    return (await this.dialogs.show<boolean>(`Join ${room.name}`, load, options)) === true;
  }
}
