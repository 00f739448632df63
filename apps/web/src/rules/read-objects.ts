import { ask } from '../api/server.ts';
import type { PickedObject } from './object-picker.tsx';

const MOST = 20;

/** Names of the objects a rule is limited to; what cannot be found keeps its id. */
export async function readObjects(shopId: string, ids: readonly string[]): Promise<PickedObject[]> {
  const answers = await Promise.all(
    ids
      .slice(0, MOST)
      .map((id) => ask((client) => client.kpiProfiles.entities(shopId, { search: id, limit: 10 }))),
  );
  const found = answers.flatMap((answer) => (answer.ok ? answer.data.items : []));
  return found.filter(({ entity_id: id }) => ids.includes(id));
}
