export type * from './platform/actions.ts';
export type * from './platform/connection.ts';
export type * from './platform/file-import.ts';
export type * from './platform/platform.ts';
export type * from './platform/stream.ts';
export type * from './platform/webhook.ts';
export { createHttpTransport, type HttpTransportOptions } from './transport/http-transport.ts';
export type * from './transport/transport.ts';
