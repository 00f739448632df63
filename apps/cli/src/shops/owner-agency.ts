import { type EngineContext, ensureOwner, type Owner } from '@commerce/engine';

/** Who owns a workspace that was begun in the terminal; as `npm start` would name them. */
const FIRST_OWNER = {
  agencyName: 'Commerce',
  email: 'owner@commerce.local',
  displayName: 'Owner',
} as const;

/** The first owner there is, made when there is none. */
export const firstOwner = (ctx: EngineContext): Promise<Owner> => ensureOwner(ctx, FIRST_OWNER);
