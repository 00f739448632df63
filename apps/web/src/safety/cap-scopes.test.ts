import { expect, it } from 'vitest';
import type { Cap } from '../api/types.ts';
import { capScopes } from './cap-scopes.ts';

it('limits are asked for wherever there is an account, and shown also where there is none any more', () => {
  const account = (platform: string, currency: string, name: string) => ({
    id: name,
    platform,
    currency,
    name,
  });
  const cap = (currency: string) => ({ platform: 'meta', currency }) as Cap;
  const scopes = capScopes(
    [account('meta', 'KRW', 'A'), account('meta', 'USD', 'B'), account('meta', 'KRW', 'C')],
    [cap('KRW'), cap('JPY')],
  );
  expect(scopes.map(({ currency, accounts, cap: kept }) => [currency, accounts, kept])).toEqual([
    ['JPY', [], cap('JPY')],
    ['KRW', ['A', 'C'], cap('KRW')],
    ['USD', ['B'], null],
  ]);
});
