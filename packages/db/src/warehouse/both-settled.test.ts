import { expect, it } from 'vitest';
import { bothSettled } from './both-settled.ts';

const failing = async (turns: number, message: string): Promise<never> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  throw new Error(message);
};

it('gives both results', async () => {
  expect(await bothSettled(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
});

it('throws what failed first, whichever it is, and only when both have ended', async () => {
  await expect(bothSettled(failing(9, 'late'), failing(1, 'early'))).rejects.toThrow('early');
  let ended = false;
  const slow = new Promise<void>((resolve) => {
    setTimeout(() => {
      ended = true;
      resolve();
    }, 5);
  });
  await expect(bothSettled(failing(1, 'early'), slow)).rejects.toThrow('early');
  expect(ended).toBe(true);
});
