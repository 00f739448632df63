import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Answered {
  status: number;
  body: string;
  /** From the request to the last byte of the answer. */
  milliseconds: number;
}

/** A client that keeps its connection and takes compressed answers, as browsers and `fetch` do. */
export function createClient(headers: Record<string, string>) {
  const all = { 'accept-encoding': 'gzip', ...headers };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get: (url: string): Promise<Answered> =>
      new Promise((resolve, reject) => {
        const start = performance.now();
        const outgoing = request(url, { agent, headers: all }, (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () => {
            const milliseconds = performance.now() - start;
            const packed = answer.headers['content-encoding'] === 'gzip';
            const bytes = Buffer.concat(pieces);
            const body = (packed ? gunzipSync(bytes) : bytes).toString('utf8');
            resolve({ status: answer.statusCode ?? 0, body, milliseconds });
          });
        });
        outgoing.on('error', reject);
        outgoing.end();
      }),
    close: () => agent.destroy(),
  };
}
