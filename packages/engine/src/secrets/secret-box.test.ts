import { mkdtempSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './create-secret-box.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { loadKeyFile } from './load-key-file.ts';
import { parseMasterKeys } from './master-keys.ts';

const bytes = (from: number, count: number) =>
  Uint8Array.from({ length: count }, (_, index) => from + index);
const k1 = { id: 'k1', key: bytes(0x00, 32) };
const k2 = { id: 'k2', key: bytes(0x40, 32) };
const place = 'workspace:ws_1|platform_credentials:42|access_token';
const vector =
  'v1.k1.oKGio6SlpqeoqaqrxjleDmHuJJhKTK34K1fu8UCdayOmgnRbpDccvUOWSz6uuoPlzmT2cOfCILqwn_p6.' +
  'sLGys7S1tre4ubq7c7trBb9QrW1AaGnX7rs92xeD2DlRgwRpn13F1ju-JfICBA';

describe('a sealed secret', () => {
  it('is the record of the published vector, byte for byte', () => {
    const sealed = sealEnvelope(k1, 'EAAB-secret-토큰', place, {
      dataKey: bytes(0x20, 32),
      wrapIv: bytes(0xa0, 12),
      bodyIv: bytes(0xb0, 12),
    });
    expect(sealed).toBe(vector);
    expect(openEnvelope(k1, vector, place)).toBe('EAAB-secret-토큰');
  });

  it('opens to what was sealed, whatever it is, and never twice the same', () => {
    const box = createSecretBox([k1]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, where) => {
        const sealed = box.seal(text, where);
        expect(box.open(sealed, where)).toBe(text);
        expect(box.seal(text, where)).not.toBe(sealed);
      }),
    );
  });

  it('cannot be read in another place, with another key, or when anything of it changed', () => {
    const box = createSecretBox([k1]);
    const unreadable = expect.objectContaining({ code: 'secret_unreadable' });
    expect(() => box.open(vector, `${place}2`)).toThrow(unreadable);
    expect(() => createSecretBox([{ id: 'k1', key: k2.key }]).open(vector, place)).toThrow(
      unreadable,
    );
    expect(() => createSecretBox([k2]).open(vector, place)).toThrow(unreadable);
    for (const part of [2, 3]) {
      const parts = vector.split('.');
      const raw = Buffer.from(parts[part]!, 'base64url');
      for (const changed of [raw.subarray(0, -12), flip(raw, 15), flip(raw, raw.length - 1)]) {
        const record = parts.with(part, changed.toString('base64url')).join('.');
        expect(() => box.open(record, place)).toThrow(unreadable);
      }
    }
    for (const garbage of ['', 'v1', 'v2.k1.a.b', 'plain text']) {
      expect(() => box.open(garbage, place)).toThrow(unreadable);
    }
  });

  it('says nothing of the secret or the key when it cannot be read', () => {
    try {
      createSecretBox([k2]).open(vector, place);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('EAAB');
    }
  });
});

function flip(buffer: Buffer, at: number): Buffer {
  const copy = Buffer.from(buffer);
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('master keys', () => {
  it('are read with the first as the active one', () => {
    const text = [k2, k1].map((k) => `${k.id}:${Buffer.from(k.key).toString('base64')}`).join(',');
    const box = createSecretBox(parseMasterKeys(text));
    expect(box.activeKeyId).toBe('k2');
    expect(box.open(vector, place)).toBe('EAAB-secret-토큰');
  });

  it.each(['', 'k1', 'k1:short', `k1:${'A'.repeat(43)}`, `:${'A'.repeat(43)}=`])(
    '%j is refused without repeating it',
    (text) => {
      expect(() => parseMasterKeys(text)).toThrow(
        expect.objectContaining({ code: 'invalid_input' }),
      );
    },
  );

  it('two keys of one id are refused', () => {
    expect(() => createSecretBox([k1, { ...k2, id: 'k1' }])).toThrow(/its own id/);
  });
});

describe('a key file', () => {
  const path = () => join(mkdtempSync(join(tmpdir(), 'commerce-key-')), 'sub', 'master.key');

  it('is made on first use, for its owner only, and read again after that', async () => {
    const file = path();
    const first = await loadKeyFile(file);
    expect(first.created).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const second = await loadKeyFile(file);
    expect(second).toEqual({ keys: first.keys, created: false });
  });

  it('is one file when two processes start at once', async () => {
    const file = path();
    const all = await Promise.all([loadKeyFile(file), loadKeyFile(file), loadKeyFile(file)]);
    expect(new Set(all.map(({ keys }) => Buffer.from(keys[0]!.key).toString('hex'))).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  it('that others can read is refused and left alone', async () => {
    const file = path();
    await loadKeyFile(file);
    await chmod(file, 0o644);
    const before = await readFile(file);
    await expect(loadKeyFile(file)).rejects.toThrow(/chmod 600/);
    expect(await readFile(file)).toEqual(before);
  });

  it('with something else in it is refused', async () => {
    const file = path();
    await loadKeyFile(file);
    await writeFile(file, 'hello');
    await expect(loadKeyFile(file)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
