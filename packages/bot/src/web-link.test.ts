import { describe, expect, it } from 'vitest';
import { isPublicOrigin } from './web-link.ts';

describe('the web app', () => {
  it('is behind a button only where Telegram takes it', () => {
    expect(isPublicOrigin('https://shop.example.com')).toBe(true);
    for (const origin of [
      'http://shop.example.com',
      'http://127.0.0.1:8010',
      'https://10.0.0.1',
      'https://localhost',
      'https://box.local',
    ]) {
      expect(isPublicOrigin(origin)).toBe(false);
    }
  });
});
