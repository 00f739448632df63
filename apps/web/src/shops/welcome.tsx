import { IconDatabaseImport, IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Command } from '../connect/command.tsx';
import page from '../shell/page.module.css';
import { LinkButton } from '../feedback/link-button.tsx';
import classes from './welcome.module.css';

/** What a workspace without shops shows: the three ways to begin. */
export function Welcome() {
  const t = useTranslations('welcome');
  return (
    <div className={page.page}>
      <div className={classes.intro}>
        <h1 className={page.title}>{t('title')}</h1>
        <p className={page.lead}>{t('lead')}</p>
      </div>
      <div className={classes.ways}>
        <section>
          <IconPlugConnected size={22} stroke={1.6} aria-hidden />
          <h2>{t('connectTitle')}</h2>
          <p>{t('connectText')}</p>
          <LinkButton href="/connect">{t('connectButton')}</LinkButton>
        </section>
        <section>
          <IconDatabaseImport size={22} stroke={1.6} aria-hidden />
          <h2>{t('importTitle')}</h2>
          <p>{t('importText')}</p>
          <Command line="npm run commerce -- import shopify --file orders_export.csv" />
          <Command line="npm run commerce -- import meta --file insights.csv --level campaign" />
        </section>
        <section>
          <IconPlayerPlay size={22} stroke={1.6} aria-hidden />
          <h2>{t('demoTitle')}</h2>
          <p>{t('demoText')}</p>
          <Command line="npm start" />
        </section>
      </div>
    </div>
  );
}
