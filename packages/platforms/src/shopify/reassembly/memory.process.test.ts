import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../test/assemble-large.ts', import.meta.url));
const ORDERS = 24_000;

it('puts a result of 200 MB together in a process that may hold a fraction of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'large-result-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--max-old-space-size=120',
      '--import',
      'tsx',
      script,
      folder,
      String(ORDERS),
    ]);
    const { size, whole, peak } = JSON.parse(stdout) as Record<string, number>;
    expect(size).toBeGreaterThan(200_000_000);
    expect(whole).toBe(ORDERS);
    expect(peak).toBeLessThan(400_000_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
