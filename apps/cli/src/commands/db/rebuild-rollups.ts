import { rebuildRollups, withSystem } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { withSession } from '../../session/open-session.ts';
import { chosenShops } from '../../shops/find-shop.ts';

export async function rebuildRollupsOfShops(
  invocation: Invocation,
  options: { shop?: string },
): Promise<void> {
  const { out, signal } = invocation;
  await withSession(invocation, async ({ ctx }) => {
    const shops = await chosenShops(ctx, options.shop);
    const bar = out.progress('Computing daily figures anew');
    for (const [at, shop] of shops.entries()) {
      signal.throwIfAborted();
      bar.update(at, shops.length, 'shops');
      await withSystem(ctx.db, (trx) => rebuildRollups(trx, shop.id));
    }
    bar.end(`${shops.length} shops`);
    out.answer({ shops: shops.map(({ id, name }) => ({ id, name })) }, [
      `Computed the daily figures of ${shops.length} shops anew.`,
    ]);
  });
}
