import { describe, expect, it } from 'vitest';
import { errorText } from './redact.ts';

describe('secrets', () => {
  it('are taken out of what is logged', () => {
    const token = '123456:AAHsecret_part-of-token';
    const error = new Error(`request to https://api.telegram.org/bot${token}/getMe failed`);
    expect(errorText(error, token)).toBe(
      'request to https://api.telegram.org/bot[token]/getMe failed',
    );
    expect(errorText('bot99:other_token', token)).toBe('[token]');
  });
});
