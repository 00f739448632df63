import { PLATFORMS } from '@commerce/server';
import { expect, it } from 'vitest';
import { accountLabel } from './account-label.ts';

const platforms = new Map(PLATFORMS.map((platform) => [platform.id, platform]));
const label = (platform: string, account: string) =>
  accountLabel({ platforms }, { shop: 'Fern & Field', platform, account });

it('tells the accounts of a shop apart by their platform, and by their name where that says more', () => {
  expect(label('shopify', 'Fern & Field')).toBe('Fern & Field · Shopify');
  expect(label('meta', 'Fern & Field')).toBe('Fern & Field · Meta Ads');
  expect(label('meta', 'Retargeting')).toBe('Fern & Field · Meta Ads · Retargeting');
  expect(label('shopify', 'Shopify files')).toBe('Fern & Field · Shopify files');
  expect(label('naver_searchad', 'Search')).toBe('Fern & Field · naver_searchad · Search');
});
