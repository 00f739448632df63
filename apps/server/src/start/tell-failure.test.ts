import { expect, it } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { tellFailure } from './tell-failure.ts';

function told(error: unknown): { code: number; text: string } {
  const lines: string[] = [];
  const code = tellFailure(error, { line: (text) => lines.push(text) });
  return { code, text: lines.join('\n') };
}

it('says what to do about a full disk, without a stack', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  });
  const { code, text } = told(full);
  expect(code).toBe(EXIT.failed);
  expect(text).toMatch(/disk is full .*Free space, then start again/);
  expect(text).not.toContain('    at ');
});

it('gives only the words of an error that is meant for people, and the stack of any other', () => {
  const held = told(new OperatorError('Held by process 7', { exitCode: EXIT.busy }));
  expect(held).toEqual({ code: EXIT.busy, text: '\nHeld by process 7' });
  expect(told(new TypeError('x is undefined')).text).toContain('    at ');
});
