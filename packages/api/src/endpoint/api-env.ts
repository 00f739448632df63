import type { AuthContext, SignedInActor } from '@commerce/engine';
import type { ApiDeps } from '../deps.ts';

/** What requests carry through the pipeline. */
export interface ApiEnv {
  Variables: {
    deps: ApiDeps;
    requestId: string;
    /** The caller's address as far as it can be known. */
    address: string;
    ctx: AuthContext;
    actor: SignedInActor | null;
    /** True when the caller was recognised by a cookie, which a browser sends by itself. */
    byCookie: boolean;
  };
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } };
}
