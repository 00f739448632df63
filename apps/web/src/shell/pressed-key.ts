type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/**
 * The key as its Latin letter, digit or sign, or its name (`Enter`). A keyboard that writes Hangul says `ㅓ`
 * for J and an input method says `Process`; which key it was stands in `code` then.
 */
export function pressedKey({ key, code, shiftKey }: Pressed): string {
  if (key.length === 1 ? key <= '~' : key !== 'Process' && key !== 'Unidentified') return key;
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  if (digit && !shiftKey) return digit;
  return code === 'Slash' && shiftKey ? '?' : key;
}
