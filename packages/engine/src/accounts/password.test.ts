import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { hashPassword, isOutdated, passwordFits } from './password-hash.ts';
import { acceptPassword } from './password-rules.ts';

const VECTOR =
  '$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$sYsbFbQiF0A16aikTHUeGQkp9bptgsX1XV9ohIyDRnY';
const salt = Uint8Array.from({ length: 16 }, (_, index) => index);

describe('password hashes', () => {
  it('are argon2id with the published costs, for any spelling of the same letters', async () => {
    const password = 'pässwörd-Test-1';
    expect(await hashPassword(password, salt)).toBe(VECTOR);
    expect(await hashPassword(password.normalize('NFD'), salt)).toBe(VECTOR);
    expect(await passwordFits(VECTOR, password.normalize('NFD'))).toBe(true);
    expect(isOutdated(VECTOR)).toBe(false);
  });

  it('fit nothing when they are missing, broken or somebody sends a novel', async () => {
    expect(await passwordFits(null, 'pässwörd-Test-1')).toBe(false);
    expect(await passwordFits('$argon2id$broken', 'x')).toBe(false);
    expect(await passwordFits(VECTOR, 'x'.repeat(2_000))).toBe(false);
    expect(await passwordFits(VECTOR, 'pässwörd-Test-2')).toBe(false);
  });

  it('are told apart from those made with other costs', () => {
    expect(isOutdated(VECTOR.replace('t=2', 't=1'))).toBe(true);
  });
});

describe('acceptPassword', () => {
  const account = { email: 'kim.minji@example.test' };
  it.each([
    ['short12', 'at least 8'],
    ['x'.repeat(129), 'at most 128'],
    ['PassWord123', 'most used'],
    ['ababababab', 'most used'],
    ['kim.minji@example.test', 'not your e-mail'],
    ['kim.minji', 'not your e-mail'],
  ])('refuses %s', (password, reason) => {
    expect(() => acceptPassword(password, account)).toThrow(reason);
  });

  it('counts letters, not bytes, and asks for no special characters', () => {
    expect(acceptPassword('한국어비밀번호다', account)).toBe('한국어비밀번호다');
    expect(acceptPassword('correct horse battery', account)).toBe('correct horse battery');
  });
});

describe('createGate', () => {
  it('lets so many in, keeps so many waiting and turns the rest away', async () => {
    const gate = createGate({ atOnce: 2, waiting: 2 });
    let inside = 0;
    let most = 0;
    const task = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => gate(task)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(most).toBe(2);
    await expect(gate(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await Promise.all([gate(task), gate(task), gate(task)]);
    expect(inside).toBe(0);
  });
});
