import { expect, it } from 'vitest';
import { answerOf } from './answer.ts';

const textOf = (data: Record<string, unknown>) => {
  const [first] = answerOf(data).content;
  return first?.type === 'text' ? first.text : '';
};

it('gives a model only as much text as it can read, and the structure whole', () => {
  // Each letter is two units; every second start would cut one in half, which is no valid JSON for many clients.
  for (const name of ['', 'a']) {
    const data = { name: name + '😀'.repeat(20_000) };
    const text = textOf(data);
    expect(text).toMatch(/truncated: \d+ characters more/);
    expect(text.length).toBeLessThan(25_000);
    expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
    expect(answerOf(data).structuredContent).toEqual(data);
  }
});

it('gives nothing of what is too large, rather than a part of it, and says how to ask for less', () => {
  const days = Array.from({ length: 5_000 }, (_, index) => ({ day: index, revenue: '1000.0000' }));
  expect(() => answerOf({ days })).toThrow(/nothing is shown[\s\S]*limit[\s\S]*shorter range/);
});
