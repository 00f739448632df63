import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Node has it; its type is only in the DOM library, which server code does not load.
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { compile(code: Uint8Array): Promise<object> };
};

let compiled: Promise<object> | undefined;

/** The engine's machine code, compiled once per process and shared by all its server threads. */
export function engineModule(): Promise<object> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<object> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return await WebAssembly.compile(await readFile(join(dirname(entry), 'pglite.wasm')));
}
