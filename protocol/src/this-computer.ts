/** Whether an address such as `http://localhost:8091` can be opened on the computer itself only. */
export function isOnThisComputer(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
