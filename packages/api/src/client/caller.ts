import type { z } from 'zod';
import type { CallOptions, RequestSpec } from './request.ts';

export type Caller = <T>(spec: RequestSpec, how?: CallOptions) => Promise<T>;
/** What a caller writes, and what the server answers, by the contract's schema. */
export type Input<S extends z.ZodType> = z.input<S>;
export type Output<S extends z.ZodType> = z.output<S>;
export type Page<S extends z.ZodType> = { items: z.output<S>[]; next_cursor: string | null };

/** A path with every value escaped: `` path`/api/v1/rules/${id}` ``. */
export const path = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  String.raw({ raw: texts }, ...values.map(encodeURIComponent));
