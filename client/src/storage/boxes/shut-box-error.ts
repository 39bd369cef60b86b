/** Something of the local copy does not open: it is damaged. The rest of the copy is not. */
export class ShutBoxError extends Error {
  /** @param place where it stands */
  constructor(place: string) {
    super(`the local copy does not open at ${place}`);
    this.name = 'ShutBoxError';
  }
}

/** What was opened; undefined if it does not open, so that it is set aside. */
export async function unlessShut<T>(opening: Promise<T>): Promise<T | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof ShutBoxError) return undefined;
    throw error;
  }
}
