import { tolerateClosedPipes } from '@commerce/server';
import { run, startsServer } from './run.ts';

tolerateClosedPipes();
const args = process.argv.slice(2);
process.exitCode = await run(args);
// What a server opened was closed; a library's leftover must not keep it from ending.
if (startsServer(args)) process.exit();
