import type { AdEntity } from '../api/types.ts';

export interface TreeNode {
  /** Unique among all objects of a shop. */
  id: string;
  entity: AdEntity;
  children: TreeNode[];
}

const keyOf = (connectorId: string, level: AdEntity['level'], entityId: string): string =>
  `${connectorId}/${level}/${entityId}`;

/**
 * Objects below what they belong to: keywords and ads in ad sets, those in campaigns, those in accounts. What
 * belongs to something that is not listed stands on its own.
 */
export function objectTree(entities: readonly AdEntity[]): TreeNode[] {
  const nodes = new Map<string, TreeNode>();
  for (const entity of entities) {
    const id = keyOf(entity.connector_id, entity.level, entity.entity_id);
    nodes.set(id, { id, entity, children: [] });
  }
  const accounts = new Map(
    [...nodes.values()]
      .filter(({ entity }) => entity.level === 'account')
      .map((node) => [node.entity.connector_id, node]),
  );
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) {
    const parent = parentOf(node.entity, nodes) ?? accounts.get(node.entity.connector_id);
    if (parent && parent !== node) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}

function parentOf(entity: AdEntity, nodes: ReadonlyMap<string, TreeNode>): TreeNode | undefined {
  const { connector_id: account, level, parent_id: parent, campaign_id: campaign } = entity;
  const find = (above: AdEntity['level'], id: string | null) =>
    id === null ? undefined : nodes.get(keyOf(account, above, id));
  if (level === 'account' || level === 'campaign') return undefined;
  if (level === 'adset') return find('campaign', campaign) ?? find('campaign', parent);
  return find('adset', parent) ?? find('campaign', campaign) ?? find('campaign', parent);
}
