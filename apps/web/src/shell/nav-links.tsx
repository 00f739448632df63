import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PAGES, type PageName, pagePath } from './pages.ts';
import { type Waiting, waitingText } from './waiting.ts';
import classes from './shell.module.css';

/** Links of the navigation; the side bar, the phone's bar and its menu share them. */
export function NavLinks(props: {
  current: PageName | undefined;
  shopId: string | undefined;
  waiting: Waiting | null;
  /** Which pages; all of them without it. */
  only?: readonly PageName[];
  onOpen?: () => void;
  children?: ReactNode;
}) {
  const t = useTranslations('shell');
  const { only, waiting } = props;
  return (
    <ul className={classes.links}>
      {PAGES.filter(({ name }) => !only || only.includes(name)).map(({ name, icon: Icon }) => (
        <li key={name} data-page={name}>
          <Link
            className={classes.link}
            href={pagePath(name, props.shopId)}
            aria-current={props.current === name ? 'page' : undefined}
            onClick={props.onOpen}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            <span>{t(`pages.${name}`)}</span>
            {name === 'inbox' && waiting && waiting.count > 0 && (
              <span className={classes.count}>
                {waitingText(waiting)}
                <span className="visually-hidden"> {t('waiting')}</span>
              </span>
            )}
          </Link>
        </li>
      ))}
      {props.children}
    </ul>
  );
}
