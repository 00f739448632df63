'use client';

import { Checkbox } from '@mantine/core';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { MouseEvent, Ref } from 'react';
import type { Proposal } from '../api/types.ts';
import { formatAgo } from '../format/elapsed.ts';
import { ProposalTags } from './proposal-tags.tsx';
import { useCard } from './use-card.ts';
import classes from './inbox.module.css';

/** One proposal of the list. The link leads to its page; where there is room it opens beside the list instead. */
export function ProposalRow(props: {
  proposal: Proposal;
  timezone: string;
  now: number;
  current: boolean;
  selected: boolean;
  selectable: boolean;
  linkRef: Ref<HTMLAnchorElement>;
  onOpen: (event: MouseEvent) => void;
  onSelect: (isRange: boolean) => void;
}) {
  const t = useTranslations('inbox');
  const locale = useLocale();
  const { proposal } = props;
  const card = useCard()(proposal, props.timezone);
  return (
    <li
      className={classes.row}
      data-current={props.current || undefined}
      data-selected={props.selected || undefined}
    >
      {props.selectable && (
        <Checkbox
          className={classes.check}
          checked={props.selected}
          onChange={() => undefined}
          onClick={(event) => props.onSelect(event.shiftKey)}
          aria-label={t('select', { title: card.title })}
        />
      )}
      <Link
        ref={props.linkRef}
        href={`/inbox/${proposal.id}`}
        prefetch={false}
        className={classes.link}
        onClick={props.onOpen}
        aria-current={props.current ? 'true' : undefined}
      >
        <span className={classes.rowTop}>
          <strong>{card.title}</strong>
          <time dateTime={proposal.created_at}>
            {formatAgo(proposal.created_at, props.now, locale)}
          </time>
        </span>
        <span className={classes.rowText}>{card.change ?? card.reason}</span>
        <span className={classes.rowFoot}>
          <ProposalTags proposal={proposal} now={props.now} />
          <small>{proposal.shop_name}</small>
        </span>
      </Link>
    </li>
  );
}
