/** One HTTP exchange an adapter asks for. The URL is the platform's real one; simulators are reached by an override of its origin. */
export interface TransportRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface TransportResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The whole body as text; at most `maxBytes` (default 64 MiB), else PlatformError `schema_drift`. */
  text(): Promise<string>;
  /** The body as it arrives, for downloads of any size. */
  stream(): AsyncIterable<Uint8Array>;
}

/**
 * The one way to the network. Throws PlatformError `unavailable` when no answer came (connection, DNS,
 * timeout), `cancelled` when the caller's signal fired; never for an HTTP status.
 */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>;
}
