import type { Transport, TransportResponse } from '@commerce/platforms';
import type { TestClock } from '../test-clock.ts';
import type { RecordedBody } from './platform-subject.ts';

export interface RecordedExchange {
  at: number;
  url: string;
  status: number;
}

/** Notes when each request was sent by the product's clock, and, when asked, what came back. */
export function recordingTransport(inner: Transport, clock: Pick<TestClock, 'now'>) {
  const exchanges: RecordedExchange[] = [];
  const bodies: RecordedBody[] = [];
  const recorder = { keepBodies: false };
  const transport: Transport = {
    async request(request) {
      const at = clock.now().getTime();
      const response = await inner.request(request);
      exchanges.push({ at, url: request.url, status: response.status });
      return recorder.keepBodies ? keeping(response, request.url, bodies) : response;
    },
  };
  return { transport, exchanges, bodies, recorder };
}

function keeping(
  response: TransportResponse,
  url: string,
  bodies: RecordedBody[],
): TransportResponse {
  return {
    ...response,
    async text() {
      const body = await response.text();
      bodies.push({ url, body });
      return body;
    },
    async *stream() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.stream()) {
        chunks.push(chunk);
        yield chunk;
      }
      bodies.push({ url, body: Buffer.concat(chunks).toString('utf8') });
    },
  };
}
