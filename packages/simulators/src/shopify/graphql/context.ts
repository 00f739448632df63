import type { ShopSession } from '../session.ts';
import type { WireError } from './errors.ts';

/** What resolvers and the projection may reach during one request. */
export interface RequestContext {
  session: ShopSession;
  now: number;
  errors: WireError[];
  searchNotes: SearchNote[];
}

export interface SearchNote {
  path: (string | number)[];
  query: string;
  parsed: unknown;
  warnings: { field: string; message: string; code: string }[];
}
