/** What a version keeps, as the trigger metrics_daily_keep_version does for updates. */
const MEASURED =
  'spend, impressions, reach, frequency, clicks, link_clicks, landing_page_views, ' +
  'add_to_cart, initiate_checkout, leads, conversions, conversion_value, metrics_json';

/**
 * SQL that keeps the metrics of the deleted rows `gone` as versions.
 * @param supersededAt SQL expression of the instant until which they held
 */
export const keepGone = (supersededAt: string): string =>
  `insert into core_warehouse.metrics_daily_versions
     (shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
      ${MEASURED})
   select shop_id, connector_id, level, entity_id, day, observed_at, ${supersededAt},
     ${MEASURED}
   from gone
   on conflict do nothing`;
