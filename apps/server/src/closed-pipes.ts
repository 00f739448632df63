import { EXIT } from './exit-codes.ts';

/**
 * Goes on without a reader: `commerce … | head` ends the pipe early, and what was begun still comes to its end
 * and exit code. Anything else that keeps output from arriving, a full disk for example, is a failure.
 */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return;
      if (stream === process.stdout)
        process.stderr.write(`The output is incomplete: ${message}.\n`);
      process.exit(EXIT.failed);
    });
  }
}
