import type { Surface } from '@commerce/core';
import type { Actor } from '../context.ts';

export interface WhoActs {
  by: string;
  byName: string | null;
  via: Surface;
}

const SURFACES: Readonly<Record<Actor['type'], Surface>> = {
  user: 'web',
  api_key: 'api',
  mcp: 'api',
  cli: 'cli',
  webhook: 'system',
  system: 'system',
};

/** Who decided or executed, as others are told later. */
export const whoActs = (actor: Actor): WhoActs => ({
  by: `${actor.type}:${actor.id}`,
  byName: actor.name ?? null,
  via: actor.via ?? SURFACES[actor.type],
});
