import type { AuthContext, SignedInActor } from '@commerce/engine';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { ErrorCodeName } from '../errors/error-table.ts';
import type { LimitName } from '../rate-limit/policies.ts';
import type { ApiEnv } from './api-env.ts';

/** What the audit log says about a call: the actions the verb records, or why there is nothing to record. */
export type AuditPolicy =
  | { records: readonly [string, ...string[]] }
  | { records: 'nothing'; because: string };

/**
 * Who may call. `public`: anybody; `read`: whoever is signed in; `write`: of keys only those with the write
 * scope, or with `scope` where that is enough, and always audited.
 */
type Access =
  | { access: 'public' | 'read'; audit: AuditPolicy }
  | { access: 'write'; scope?: 'propose'; audit: { records: readonly [string, ...string[]] } };

export interface Call<P, Q, B> {
  /** The engine's context with whoever calls as its actor. */
  ctx: AuthContext;
  /** null on public endpoints. */
  actor: SignedInActor | null;
  params: P;
  query: Q;
  body: B;
  /** The body as it came, for signatures. */
  bytes: Uint8Array;
  /** What the endpoint's own `version` said for this request. */
  version?: string;
  c: Context<ApiEnv>;
}

interface Shape<P, Q, B, D> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI notation: `/api/shops/{shop_id}`. */
  path: `/api/${string}`;
  /** The same under the names of the other front door. */
  aliases?: readonly `/api/${string}`[];
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  /** Without a schema the body is not parsed. */
  body?: z.ZodType<B>;
  data: z.ZodType<D>;
  status?: 200 | 201 | 202;
  /** Codes beyond those every endpoint can answer. */
  errors?: readonly ErrorCodeName[];
  /** Default: by access. */
  limit?: LimitName;
  /** Bytes of the body; default 256 KiB. */
  bodyLimit?: number;
  /** false where repeating must not give the first answer again: it hands out tokens. */
  repeatable?: false;
  /**
   * Cheap version of the answer; without it the answer itself is hashed. With it the answer is an object
   * that nobody changes once it was given.
   */
  version?(call: Call<P, Q, B>): Promise<string>;
  handle(call: Call<P, Q, B>): Promise<D>;
}

export type EndpointSpec<P, Q, B, D> = Shape<P, Q, B, D> & Access;
/** An endpoint whose types have done their work. */
export type Endpoint = EndpointSpec<never, never, never, unknown>;

/** Ties the types of a spec's schemas to its handler. */
export function endpoint<P, Q, B, D>(spec: EndpointSpec<P, Q, B, D>): Endpoint {
  return spec as unknown as Endpoint;
}
