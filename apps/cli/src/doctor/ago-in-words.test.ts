import { expect, it } from 'vitest';
import { agoInWords } from './ago-in-words.ts';

const MINUTE = 60_000;

it('says how long ago something was', () => {
  const said = [-5, 0.2, 1, 2, 59, 119, 120, 2_000, 2_880, 39_639].map((minutes) =>
    agoInWords(minutes * MINUTE),
  );
  expect(said).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '2 minutes ago',
    '59 minutes ago',
    '119 minutes ago',
    '2 hours ago',
    '33 hours ago',
    '2 days ago',
    '28 days ago',
  ]);
});
