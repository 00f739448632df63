import { expect, it } from 'vitest';
import { createLog, withoutRepeats } from './create-log.ts';

it('writes the same words once a minute, with how often they were meant', () => {
  let clock = 0;
  const written: string[] = [];
  const write = withoutRepeats(
    (line) => `12:00:${String(Math.floor(clock / 1000)).padStart(2, '0')} ${line}\n`,
    (text) => void written.push(text),
    () => clock,
  );
  for (clock = 0; clock < 60_000; clock += 250) write('error The disk is full');
  clock = 30_000;
  write('error Something else');
  clock = 60_000;
  write('error The disk is full');
  expect(written).toEqual([
    '12:00:00 error The disk is full\n',
    '12:00:30 error Something else\n',
    '12:00:60 error The disk is full (and 239 times since it was said last)\n',
  ]);
});

it('leaves out no line for machines', () => {
  const written: string[] = [];
  const log = createLog({ level: 'warn', format: 'json', write: (line) => written.push(line) });
  log.error({}, 'The disk is full');
  log.error({}, 'The disk is full');
  expect(written).toHaveLength(2);
});
