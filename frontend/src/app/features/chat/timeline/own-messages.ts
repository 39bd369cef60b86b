interface Newest {
  readonly id: string;
  readonly own: boolean;
}

/**
 * After sending, the view jumps to the user's own message, wherever they were reading: to one that was sent while the conversation still
 * opened, once it has. What was the newest when it opened was not sent now.
 */
export class OwnMessages {
  private newest: string | undefined;
  private owed = false;

  /**
   * @param newest message of the conversation, as far as it is known
   * @param begun whether the view is where reading begins
   * @returns whether the view has to jump now
   */
  isToFollow(newest: Newest | undefined, begun: boolean): boolean {
    if (newest === undefined) return false;
    if (this.newest !== undefined && newest.own && newest.id !== this.newest) this.owed = true;
    this.newest = newest.id;
    if (!this.owed || !begun) return false;
    this.owed = false;
    return true;
  }
}
