import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './document.ts';

/** Writes packages/api/openapi.json; with --check says instead whether it is up to date, by exit code. */
const path = fileURLToPath(new URL('../../openapi.json', import.meta.url));
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(path, 'utf8').catch(() => '');
  if (committed !== text) {
    process.stderr.write(
      'packages/api/openapi.json is not what the endpoints say. Nothing was changed; write it with:\n' +
        '  node --import tsx packages/api/src/openapi/main.ts\n',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(path, text);
  process.stdout.write('Wrote packages/api/openapi.json\n');
}
