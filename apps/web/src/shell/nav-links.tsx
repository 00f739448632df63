import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PAGES, type PageName, pagePath } from './pages.ts';
import classes from './shell.module.css';

/** The links of the navigation; the side bar and the phone's bar share them. */
export function NavLinks(props: { current: PageName | undefined; shopId: string | undefined }) {
  const t = useTranslations('shell.pages');
  return (
    <ul className={classes.links}>
      {PAGES.map(({ name, icon: Icon }) => (
        <li key={name}>
          <Link
            className={classes.link}
            href={pagePath(name, props.shopId)}
            aria-current={props.current === name ? 'page' : undefined}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            <span>{t(name)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
