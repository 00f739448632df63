import type { Readable, Writable } from 'node:stream';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createMcp, type McpInput } from './create-mcp.ts';

export interface StdioInput extends McpInput {
  stdin: Readable;
  /** Carries nothing but the protocol. */
  stdout: Writable;
  /** Ends the connection from this side. */
  signal: AbortSignal;
}

/** MCP over a pair of pipes. Resolves when the other side has closed its end, or `signal` fires. */
export async function serveMcpOverStdio(input: StdioInput): Promise<void> {
  const { ctx, stdin, stdout, signal } = input;
  const ended = new Promise<void>((resolve) => {
    stdin.once('end', resolve).once('close', resolve);
    stdout.once('error', () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const connection = serveStdio(() => createMcp(input), {
    transport: new StdioServerTransport(stdin, stdout),
    onerror: (error) => ctx.log.warn({ error: error.message }, 'An MCP message went wrong'),
  });
  await ended;
  await connection.close();
}
