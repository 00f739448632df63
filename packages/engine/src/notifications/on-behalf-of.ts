import type { EngineContext } from '../context.ts';

/** The system acting for an agency, so that its owner finds the act in the audit log. */
export const onBehalfOf = (
  ctx: Pick<EngineContext, 'actor' | 'now'>,
  person: { id: string; agencyId: string },
): Pick<EngineContext, 'actor' | 'now'> => ({
  now: () => ctx.now(),
  actor: {
    type: 'system',
    id: 'notifications',
    user: { ...person, role: 'AGENCY_OWNER', scopes: null },
  },
});
