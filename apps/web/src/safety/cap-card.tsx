'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { Tag } from '../feedback/tag.tsx';
import { useKnown } from '../i18n/use-known.ts';
import { CapEditor } from './cap-editor.tsx';
import { CapFacts } from './cap-facts.tsx';
import type { CapScope } from './cap-scopes.ts';
import classes from './caps.module.css';

/** The limits of one platform and currency: as they are, and as a form. */
export function CapCard(props: { shopId: string; scope: CapScope; canEdit: boolean }) {
  const t = useTranslations('caps');
  const platform = useKnown('platforms');
  const [editing, { open, close }] = useDisclosure(false);
  const { cap, currency, accounts } = props.scope;
  const name = `${platform(props.scope.platform)} · ${currency}`;
  return (
    <section className={classes.card} aria-label={name}>
      <div className={classes.head}>
        <h3>{name}</h3>
        <Tag tone={cap ? 'good' : 'warn'}>{t(cap ? 'set' : 'unset')}</Tag>
        <span className={classes.accounts}>
          {accounts.length > 0 ? accounts.join(', ') : t('noAccount')}
        </span>
        {props.canEdit && !editing && (
          <Button variant={cap ? 'default' : 'filled'} size="xs" onClick={open}>
            {t(cap ? 'edit' : 'setLimits')}
            <span className="visually-hidden">{name}</span>
          </Button>
        )}
      </div>
      {editing ? (
        <CapEditor shopId={props.shopId} scope={props.scope} onClose={close} />
      ) : cap ? (
        <CapFacts cap={cap} />
      ) : (
        <p className={classes.none}>{t('unsetText')}</p>
      )}
    </section>
  );
}
