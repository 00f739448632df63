import { expect, it } from 'vitest';
import { pressedKey } from './pressed-key.ts';

const press = (key: string, code: string, shiftKey = false) => pressedKey({ key, code, shiftKey });

it.each([
  ['j', 'KeyJ', false, 'j'],
  ['ㅓ', 'KeyJ', false, 'j'],
  ['ㅓ', 'KeyJ', true, 'J'],
  ['Process', 'KeyR', false, 'r'],
  ['1', 'Digit1', false, '1'],
  ['Process', 'Digit2', false, '2'],
  ['?', 'Slash', true, '?'],
  ['Process', 'Slash', true, '?'],
  ['Enter', 'Enter', false, 'Enter'],
  ['Escape', 'Escape', false, 'Escape'],
])('%s on %s is the key %s', (key, code, shiftKey, meant) => {
  expect(press(key, code, shiftKey)).toBe(meant);
});

it('leaves other layouts of Latin letters as they are', () => {
  expect(press('a', 'KeyQ')).toBe('a');
  expect(press('é', 'Digit2')).toBe('2');
  expect(press('ß', 'Minus')).toBe('ß');
});
