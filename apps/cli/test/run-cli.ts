import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { programArgs } from '../../../tools/build-programs.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The command as `npm run commerce` runs it. */
export const commerce = await programArgs('commerce');

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A temporary folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const OURS =
  /^(COMMERCE_|DATABASE_|REDIS_|SUPABASE_|SHOPIFY_|META_|AUTH_MODE|HOST$|PORT$|PUBLIC_URL|INIT_CWD)/;

/** Runs the real command in its own process, on `dataDir`, without anything of this shell's settings. */
export function runCli(
  dataDir: string,
  args: readonly string[],
  options: { env?: Record<string, string>; stdin?: string } = {},
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    ...Object.fromEntries(inherited),
    COMMERCE_DATA_DIR: dataDir,
    PORT: '0',
    ...options.env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...commerce, ...args], { cwd: root, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.end(options.stdin ?? '');
  });
}

/** The `data` of a `--json` answer, which must be all there is on stdout. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows its command's answer
export const dataOf = <T>({ stdout }: Ended): T =>
  (JSON.parse(stdout) as { success: true; data: T }).data;

export const errorOf = ({ stdout }: Ended): { code: string; message: string } =>
  (JSON.parse(stdout) as { success: false; error: { code: string; message: string } }).error;
