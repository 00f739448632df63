import { describe, expect, it } from 'vitest';
import { PROFILE_NAMES } from './built-in.ts';
import { profileCatalog, resolveProfile } from './resolve.ts';

const own = {
  key: 'gifts',
  name: 'Gifts',
  objective: 'purchase' as const,
  targets: { cpa: '12000' },
};

describe('profiles', () => {
  it('are inherited from the nearest object that has one', () => {
    const catalog = profileCatalog([own]);
    expect(resolveProfile([null, 'gifts', 'retargeting', null], catalog)).toMatchObject({
      profile: { key: 'gifts', metrics: expect.arrayContaining(['roas']) },
      from: 1,
    });
    expect(resolveProfile([undefined, null, null, 'blog_traffic'], catalog)).toMatchObject({
      profile: { key: 'blog_traffic' },
      from: 3,
    });
    expect(resolveProfile(['deleted', 'retargeting'], catalog)).toMatchObject({
      profile: { key: 'retargeting' },
      from: 1,
    });
    expect(resolveProfile([null, null], catalog)).toMatchObject({
      profile: { key: 'direct_purchase' },
      from: null,
    });
  });

  it('of a shop replace built-in ones, keeping targets they do not name', () => {
    const catalog = profileCatalog([
      { key: 'retargeting', name: '다시', objective: 'retargeting', targets: { roas: '6' } },
    ]);
    expect(catalog.get('retargeting')).toMatchObject({
      name: '다시',
      targets: { roas: '6', frequency: '6' },
    });
    expect([...profileCatalog([]).keys()]).toEqual(Object.keys(PROFILE_NAMES));
  });
});
