import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdEntity } from '../api/types.ts';
import { objectTree, type TreeNode } from './object-tree.ts';
import {
  newKey,
  percentOfShare,
  readTargets,
  shareOfPercent,
  typedTargets,
} from './profile-form.ts';

const object = (
  level: AdEntity['level'],
  id: string,
  above: { parent?: string; campaign?: string } = {},
) =>
  ({
    connector_id: 'c',
    level,
    entity_id: id,
    name: id,
    parent_id: above.parent ?? null,
    campaign_id: above.campaign ?? null,
  }) as AdEntity;

const shape = (nodes: readonly TreeNode[]): unknown =>
  nodes.map(({ entity, children }) =>
    children.length > 0 ? { [entity.entity_id]: shape(children) } : entity.entity_id,
  );

describe('the tree of ad objects', () => {
  it('puts each below what it belongs to, also where ids repeat over levels', () => {
    const entities = [
      object('account', '1'),
      object('campaign', '1', { parent: '1' }),
      object('adset', '1', { parent: '1', campaign: '1' }),
      object('ad', 'ad', { parent: '1', campaign: '1' }),
      object('keyword', 'word', { parent: '1', campaign: '1' }),
    ];
    expect(shape(objectTree(entities))).toEqual([{ 1: [{ 1: [{ 1: ['ad', 'word'] }] }] }]);
  });

  it('lets what was found without its parent stand on its own', () => {
    const found = [object('adset', 's', { parent: 'gone', campaign: 'gone' }), object('ad', 'x')];
    expect(shape(objectTree(found))).toEqual(['s', 'x']);
  });
});

describe('targets', () => {
  it('are kept as shares and shown as percent, exactly', () => {
    expect(shareOfPercent('1.2')).toBe('0.012');
    expect(shareOfPercent('100')).toBe('1');
    expect(shareOfPercent('0.05')).toBe('0.0005');
    expect(percentOfShare('0.6')).toBe('60');
    const share = fc.integer({ min: 1, max: 99_999 }).map((units) => (units / 10_000).toString());
    fc.assert(
      fc.property(share, (text) => {
        expect(shareOfPercent(percentOfShare(text))).toBe(text);
      }),
    );
  });

  it('that are empty are none; those that are no positive number are named', () => {
    const typed = { roas: ' 2.5 ', cpa: '12,000', ctr: '1.5', frequency: '' };
    const { targets, wrong } = readTargets(typed);
    expect(wrong).toEqual([]);
    expect(targets).toEqual({ roas: '2.5', cpa: '12000', ctr: '0.015' });
    expect(typedTargets({ targets })).toEqual({ roas: '2.5', cpa: '12000', ctr: '1.5' });
    expect(readTargets({ roas: '0', cpa: 'x', ctr: '1.234' }).wrong).toEqual([
      'roas',
      'cpa',
      'ctr',
    ]);
  });
});

it('makes keys the API takes and nobody has yet', () => {
  expect(newKey('Blog, spring 2026!', [])).toBe('blog_spring_2026');
  expect(newKey('신제품', ['goal_1'])).toBe('goal_2');
  expect(newKey('Blog', ['blog'])).toBe('blog_1');
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(newKey(name, [])).toMatch(/^[a-z][a-z0-9_]{1,39}$/);
    }),
  );
});
