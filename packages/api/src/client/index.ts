export type { ExecutionsFilter, ProposalsFilter } from './action-calls.ts';
export { ApiError } from './api-error.ts';
export { type Client, createClient } from './create-client.ts';
export type { AuditFilter, TimelineFilter } from './record-calls.ts';
export type { CallOptions, ClientOptions } from './request.ts';
