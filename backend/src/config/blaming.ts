/**
 * Does something with a file or a database. Its errors begin with what they are about, which drivers do not say.
 * @param place a path or an address; its user and password are not repeated
 * @param variable the variable that names it, where one does
 */
export async function blaming<T>(
  place: string,
  variable: string | undefined,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // It says already which file it is about, maybe another one.
    if (variable === undefined && message.includes('/')) throw cause;
    const about = withoutCredentials(place);
    throw new Error(variable === undefined ? `${about}: ${message}` : `${variable} is ${about}: ${message}`, {
      cause,
    });
  }
}

/** A password may hold an @ that nobody escaped, so that all before the last one goes. */
function withoutCredentials(place: string): string {
  return place.replace(/^([\w+]+:\/\/).*@/, '$1');
}
