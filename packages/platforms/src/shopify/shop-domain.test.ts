import { AppError } from '@commerce/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSchema, credentialsSchema } from './schemas.ts';
import { shopDomain } from './shop-domain.ts';

describe('a shop address', () => {
  it.each([
    ['my-shop.myshopify.com', 'my-shop.myshopify.com'],
    ['  HTTPS://My-Shop.MyShopify.com/admin/orders?x=1 ', 'my-shop.myshopify.com'],
    ['https://admin.shopify.com/store/my-shop/orders', 'my-shop.myshopify.com'],
    ['my-shop.myshopify.io', 'my-shop.myshopify.io'],
    ['my-shop.shop.dev/', 'my-shop.shop.dev'],
  ])('%s is understood', (typed, host) => {
    expect(shopDomain(typed)).toBe(host);
  });

  it.each([
    '',
    'myshopify.com',
    'example.com',
    'myshopify.com.evil.com',
    'shop.myshopify.com.evil.com',
    'shop.myshopify.com@evil.com',
    'evil.com#.myshopify.com',
    'evil.com/.myshopify.com',
    'evil.com?.myshopify.com',
    'evil.com\\.myshopify.com',
    'user:pw@shop.myshopify.com',
    'shop.myshopify.com:8443',
    'a.b.myshopify.com',
    'xn--shop-abc.myshopify.com',
    'ѕhop.myshopify.com',
    'shop.myshopify.com\u0000.evil.com',
    'shop.myshopify.com\n.evil.com',
    '127.0.0.1',
    '[::1]',
    'localhost',
    '-shop.myshopify.com',
    'admin.shopify.com',
    'file:///etc/passwd',
    'ftp://shop.myshopify.com',
  ])('%j is refused', (typed) => {
    expect(() => shopDomain(typed)).toThrow(AppError);
  });

  it('never lets a host through that is not a name of Shopify', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.domain(), (text, url) => {
        for (const typed of [text, url, `${text}.myshopify.com`, `shop.myshopify.com${text}`]) {
          let host: string;
          try {
            host = shopDomain(typed);
          } catch {
            continue;
          }
          expect(host).toMatch(
            /^[a-z0-9][a-z0-9-]*\.(myshopify\.com|myshopify\.io|shopify\.com|shop\.dev)$/,
          );
          expect(new URL(`https://${host}/admin`).host).toBe(host);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is normalised by the settings schema, with a message for the form', () => {
    expect(configSchema.parse({ shop_domain: 'https://A.myshopify.com/' })).toEqual({
      shop_domain: 'a.myshopify.com',
    });
    expect(configSchema.safeParse({ shop_domain: 'evil.com' }).error?.issues[0]?.message).toContain(
      'my-shop.myshopify.com',
    );
  });
});

describe('credentials', () => {
  it('are a client or a token, trimmed, nothing else', () => {
    expect(credentialsSchema.parse({ client_id: ' a ', client_secret: 'b' })).toEqual({
      client_id: 'a',
      client_secret: 'b',
    });
    expect(credentialsSchema.parse({ access_token: 't', webhook_secret: 'w' })).toEqual({
      access_token: 't',
      webhook_secret: 'w',
    });
    for (const bad of [
      {},
      { client_id: 'a' },
      { access_token: '' },
      { access_token: 't', client_id: 'a' },
    ]) {
      expect(credentialsSchema.safeParse(bad).success).toBe(false);
    }
  });
});
