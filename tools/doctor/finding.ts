/** What a check found, in a sentence, and what to do about it. */
export type Finding =
  | { readonly verdict: 'fine'; readonly says: string }
  | { readonly verdict: 'warning' | 'problem'; readonly says: string; readonly remedy: string };

export const fine = (says: string): Finding => ({ verdict: 'fine', says });
export const warning = (says: string, remedy: string): Finding => ({ verdict: 'warning', says, remedy });
export const problem = (says: string, remedy: string): Finding => ({ verdict: 'problem', says, remedy });
