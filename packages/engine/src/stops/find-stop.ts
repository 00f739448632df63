import type { AppDashboardWriteStops, Db } from '@commerce/db';
import type { Selectable } from 'kysely';

export type StopRow = Selectable<AppDashboardWriteStops>;

/** The stop that holds a shop's writes back, its own before its agency's; null when nothing does. */
export async function findStop(
  db: Db,
  shop: { id: string; agencyId: string },
): Promise<StopRow | null> {
  const row = await db
    .selectFrom('app_dashboard.write_stops')
    .selectAll()
    .where('agency_id', '=', shop.agencyId)
    .where('released_at', 'is', null)
    .where((where) => where.or([where('shop_id', 'is', null), where('shop_id', '=', shop.id)]))
    .orderBy('shop_id', (order) => order.asc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** For whoever is held back by it. */
export function stopWords(stop: StopRow): string {
  const whole = stop.shop_id === null ? 'All writes are' : 'Writes of this shop are';
  const by = stop.engaged_by_name ? ` by ${stop.engaged_by_name}` : '';
  const why = stop.reason ? ` (${stop.reason})` : '';
  return `${whole} stopped${by} since ${stop.engaged_at.toISOString()}${why}; release the kill switch first`;
}
