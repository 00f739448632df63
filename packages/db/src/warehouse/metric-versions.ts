/**
 * SQL that keeps the metrics of the deleted rows `gone` as versions.
 * @param supersededAt SQL expression of the instant until which they held
 */
export const keepGone = (supersededAt: string): string =>
  `insert into core_warehouse.metrics_daily_versions
     (shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
      spend, impressions, clicks, link_clicks, conversions, conversion_value, metrics_json)
   select shop_id, connector_id, level, entity_id, day, observed_at, ${supersededAt},
     spend, impressions, clicks, link_clicks, conversions, conversion_value, metrics_json
   from gone
   on conflict do nothing`;
