import { startWorker } from '@commerce/engine';
import { openEngine } from './embedded-engine.ts';

// Works until it is killed, and says a line for every page that was committed.
const { ctx } = await openEngine(process.argv[2] ?? '');
startWorker(ctx, {
  concurrency: 1,
  pollMs: 20,
  schedulerMs: 200,
  onProgress: ({ type }) => void (type === 'page_written' && process.stdout.write('page\n')),
});
