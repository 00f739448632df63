import { describe, expect, it } from 'vitest';
import { fieldErrors } from './field-errors.ts';
import { cleanDomain, isShopDomain } from './shop-domain.ts';

describe('shop domains', () => {
  it('are found in what people paste', () => {
    expect(cleanDomain(' https://My-Shop.myshopify.com/admin?x=1 ')).toBe('my-shop.myshopify.com');
    expect(isShopDomain('my-shop.myshopify.com')).toBe(true);
  });

  it.each([
    '',
    'my-shop',
    'shop.example.com',
    'a.b.myshopify.com',
    'myshopify.com',
    '-x.myshopify.com',
  ])('refuses %j', (text) => expect(isShopDomain(text)).toBe(false));
});

describe('fieldErrors', () => {
  const problem = {
    code: 'invalid_input' as const,
    message: 'wrong',
    reason: null,
    requestId: null,
  };

  it('puts problems under their fields and says what belongs to none', () => {
    const fields = [
      { field: 'shopify.shop_domain', problem: 'not a domain' },
      { field: '', problem: 'give one or the other' },
    ];
    expect(fieldErrors({ ...problem, fields }, { 'shopify.shop_domain': 'domain' })).toEqual({
      errors: { domain: 'not a domain' },
      rest: true,
    });
    expect(fieldErrors({ ...problem, fields: [] }, {}).rest).toBe(true);
  });
});
