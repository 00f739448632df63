import type { Shop } from '../api/types.ts';
import type { ShopLink } from '../shell/shop-link.ts';
import { FreshnessLine } from './freshness-line.tsx';
import { ShopSelect } from './shop-select.tsx';
import { SyncNow } from './sync-now.tsx';
import classes from './shop-bar.module.css';

/** Which shop, how fresh, and the button that reads it now; the same on all pages of a shop. */
export function ShopBar(props: { shop: Shop; shops: ShopLink[]; now: number }) {
  const { shop } = props;
  return (
    <header className={classes.bar}>
      <ShopSelect shops={props.shops} shopId={shop.id} />
      <FreshnessLine
        freshness={shop.freshness}
        shopId={shop.id}
        refused={shop.connectors.find(({ status }) => status === 'needs_reauth')?.platform}
        now={props.now}
      />
      <SyncNow
        shop={{ id: shop.id, name: shop.name }}
        canSync={shop.role !== 'viewer' && shop.freshness.state !== 'no_connectors'}
        syncing={shop.freshness.syncing}
      />
    </header>
  );
}
