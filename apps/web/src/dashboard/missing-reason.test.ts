import { expect, it } from 'vitest';
import { type AccountKind, missingReason } from './missing-reason.ts';

const reason = (
  name: Parameters<typeof missingReason>[0]['name'],
  missing: Parameters<typeof missingReason>[0]['missing'],
  ...kinds: AccountKind[]
) => missingReason({ name, missing }, new Set(kinds));

it('names the account that is not there', () => {
  expect(reason('revenue', 'not_collected', 'ads')).toBe('no_sales_account');
  expect(reason('roas', 'not_collected', 'sales')).toBe('no_ads_account');
  expect(reason('mer', 'not_collected', 'sales')).toBe('no_ads_account');
  expect(reason('mer', 'not_collected')).toBe('no_sales_account');
});

it('leaves what has another reason, or only waits to be read', () => {
  expect(reason('revenue', 'not_collected', 'sales')).toBe('not_collected');
  expect(reason('mer', 'no_spend', 'sales')).toBe('no_spend');
});
