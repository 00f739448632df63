import type { EngineContext } from '../context.ts';
import { connectorView, loadConnectorFacts } from '../reports/connector-facts.ts';
import { readAsActor } from '../tenant.ts';

/** Connectors of a shop as the API shows them, as far as the actor sees them. */
export async function connectorViews(ctx: EngineContext, shopId: string, ids: readonly string[]) {
  return await readAsActor(ctx, async (trx) =>
    (await loadConnectorFacts(ctx, trx, shopId))
      .filter(({ id }) => ids.includes(id))
      .map((facts) => connectorView(ctx, facts)),
  );
}
