import { describe, expect, it } from 'vitest';
import { buttonData, isGenuine, readButton } from './buttons.ts';

describe('a button', () => {
  const key = Buffer.alloc(32, 1);
  const meaning = {
    act: 'a',
    chatId: 777_000_111,
    subject: '7Q2M4K9XW3',
    choice: '',
    bound: 'id|hash',
  } as const;

  it('fits into 64 bytes and is genuine only as it was made', () => {
    const data = buttonData(key, { ...meaning, choice: 'zzzzzzz', subject: 'A'.repeat(20) });
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    const pressed = readButton(buttonData(key, meaning))!;
    const place = { chatId: meaning.chatId, bound: meaning.bound };
    expect(isGenuine(key, pressed, place)).toBe(true);
    expect(isGenuine(key, { ...pressed, act: 'x' }, place)).toBe(false);
    expect(isGenuine(key, { ...pressed, choice: '1' }, place)).toBe(false);
    expect(isGenuine(key, pressed, { ...place, chatId: 1 })).toBe(false);
    expect(isGenuine(key, pressed, { ...place, bound: 'id|other' })).toBe(false);
    expect(isGenuine(Buffer.alloc(32, 2), pressed, place)).toBe(false);
  });

  it('that is none of ours is not read', () => {
    for (const data of [
      '',
      'a',
      'a:b',
      '!:7Q2M4K9XW3::123456789012',
      'k:7Q2M4K9XW3::123456789012',
    ]) {
      expect(readButton(data)).toBeNull();
    }
  });
});
