import { expect, it } from 'vitest';
import { readEntityCursor, writeEntityCursor } from './entity-cursor.ts';

const connector_id = '4f0b9a0e-7d1c-4b3a-9c55-0a1b2c3d4e5f';
const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

it('is read as it was written', () => {
  const position = { rank: 3, start: '가나다 "quoted"', connector_id, entity_id: '120' };
  expect(readEntityCursor(writeEntityCursor(position))).toEqual(position);
});

it.each([
  ['', 'nothing'],
  ['%%%', 'no JSON'],
  [forged(2 ** 40, 'a', connector_id, '1'), 'a rank no level has'],
  [forged(null, 'a', connector_id, '1'), 'no rank'],
  [forged(2, 'a\0', connector_id, '1'), 'NUL in the name'],
  [forged(2, 'a', connector_id, '1\0'), 'NUL in the id'],
  [forged(2, 'a', 'no uuid', '1'), 'no connector'],
  [forged(2, 7, connector_id, '1'), 'a number for a name'],
])('%j is refused: %s', (cursor) => {
  expect(() => readEntityCursor(cursor)).toThrow(/not one of this list/);
});
