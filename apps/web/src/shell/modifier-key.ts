/** What the key beside the space bar that goes with a letter is called on the reader's keyboard. */
export const modifierKey = (userAgent: string | null): '⌘' | 'Ctrl' =>
  /Mac|iPhone|iPad/.test(userAgent ?? '') ? '⌘' : 'Ctrl';
