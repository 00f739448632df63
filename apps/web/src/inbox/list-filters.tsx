import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Choice, ShopFilter } from './shop-filter.tsx';
import classes from './inbox.module.css';

/** Which part of a list and of which shop; both live in the address. */
export function ListFilters(props: {
  label: string;
  views: Choice[];
  view: string;
  shops: Choice[];
  /** Leads to the list of every shop, where there is one. */
  allShops?: string;
  shop: string | undefined;
}) {
  const t = useTranslations('inbox');
  const all = props.allShops ? [{ id: '', name: t('allShops'), href: props.allShops }] : [];
  return (
    <div className={classes.filters}>
      <nav className={classes.views} aria-label={props.label}>
        {props.views.map(({ id, name, href }) => (
          <Link
            key={id}
            href={href}
            prefetch={false}
            aria-current={id === props.view ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      {props.shops.length > 1 && (
        <ShopFilter choices={[...all, ...props.shops]} current={props.shop ?? ''} />
      )}
    </div>
  );
}
