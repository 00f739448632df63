import type { Actor } from '@commerce/engine';

type Person = Actor & { user: NonNullable<Actor['user']> };

/** An AI acting with a person's or their key's rights: it sees what they see and decides nothing. */
export const mcpActor = (behind: Person): Person => ({
  type: 'mcp',
  id: behind.id,
  user: behind.user,
  via: 'api',
  ...(behind.name === undefined ? {} : { name: behind.name }),
  ...(behind.requestId === undefined ? {} : { requestId: behind.requestId }),
  ...(behind.ip === undefined ? {} : { ip: behind.ip }),
});
