/**
 * Runs something with a file or a database. Its errors begin with the place, which the drivers leave out.
 * @param place a path or an address; its username and password are not repeated
 * @param variable the variable that holds the place, if one does
 */
export async function prefixErrors<T>(
  place: string,
  variable: string | undefined,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // The message names a file already, perhaps another one.
    if (variable === undefined && message.includes('/')) throw cause;
    const about = withoutCredentials(place);
    throw new Error(variable === undefined ? `${about}: ${message}` : `${variable} is ${about}: ${message}`, {
      cause,
    });
  }
}

/** A password may contain an unescaped @, so that everything before the last one is removed. */
function withoutCredentials(place: string): string {
  return place.replace(/^([\w+]+:\/\/).*@/, '$1');
}
