const ADDRESS = /https?:\/\/[^\s<>"`]+/gi;

/** Whether readers see a link in a text: the address of a page that makes sense as one. */
export function hasLink(text: string): boolean {
  return Array.from(text.matchAll(ADDRESS), ([address]) => address).some((address) => URL.canParse(address));
}
