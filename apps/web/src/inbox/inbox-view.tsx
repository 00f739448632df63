'use client';

import { useMediaQuery } from '@mantine/hooks';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Execution, Proposal } from '../api/types.ts';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { useNow } from '../feedback/use-now.ts';
import { BatchBar } from './batch-bar.tsx';
import { type InboxQuery, inboxPath, VIEWS } from './inbox-query.ts';
import { type InboxShop, shopOf } from './inbox-shop.ts';
import { ProposalDetail } from './proposal-detail.tsx';
import { ProposalRow } from './proposal-row.tsx';
import { type Act, byAge, isMoving } from './proposal-state.ts';
import { useActing } from './use-acting.tsx';
import { useInboxKeys } from './use-inbox-keys.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import classes from './inbox.module.css';

/** Where list and detail stand side by side; the style sheet breaks at the same width. */
const WIDE = '(min-width: 1100px)';

/** The list of proposals with the one that is open beside it; on a phone every row leads to its own page. */
export function InboxView(props: {
  given: Proposal[];
  /** Of the proposal that is open first, where it was carried out. */
  execution: Execution | null;
  nextCursor: string | null;
  query: InboxQuery;
  shops: InboxShop[];
  now: number;
  /** Takes the list's place while nothing is in it. */
  empty: ReactNode;
}) {
  const t = useTranslations('inbox');
  const router = useRouter();
  const now = useNow(props.now);
  const isWide = useMediaQuery(WIDE, true);
  const { query } = props;
  const { rows, keep } = useRows(props.given, { compare: byAge, statuses: VIEWS[query.view] });
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const { selected, toggle, clear } = useSelection(ids);
  const acting = useActing({ onFresh: keep });
  const [openId, setOpenId] = useState(query.open);
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const current = rows.find(({ id }) => id === openId) ?? rows[0];
  const marked = rows.filter(({ id }) => selected.has(id));

  // What is being looked at stays, also when somebody else decides it meanwhile.
  useEffect(() => {
    if (current) keep([current]);
  }, [current, keep]);

  const show = (id: string, isFocused: boolean) => {
    setOpenId(id);
    window.history.replaceState(null, '', inboxPath({ ...query, open: id }));
    if (isFocused) links.current.get(id)?.focus();
  };
  const keys = useMemo(
    () => ({
      move: (by: number, isRange: boolean) => {
        const at = current ? ids.indexOf(current.id) : -1;
        const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
        if (!next) return;
        // The first press lands on the row that is open already.
        const isStart = openId === undefined && document.activeElement === document.body;
        if (isRange && current && !selected.has(current.id)) toggle(current.id);
        const target = isStart && !isRange && current ? current.id : next;
        show(target, true);
        if (isRange && !selected.has(next)) toggle(next);
      },
      act: (act: Act) => acting.ask(act, marked.length > 0 ? marked : current ? [current] : []),
      mark: () => current && toggle(current.id),
      open: () => current && router.push(`/inbox/${current.id}`),
      clear,
    }),
    // `show` closes over `query` only, and a new query makes a new list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [current, ids, openId, selected, toggle, acting, marked, router, clear],
  );
  useInboxKeys(keys);

  if (rows.length === 0) {
    return (
      <>
        {props.empty}
        <LiveRefresh busy={false} />
      </>
    );
  }
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t('list')}>
        <div className={classes.listHead}>
          {marked.length > 0 ? (
            <BatchBar proposals={marked} acting={acting} onClear={clear} />
          ) : (
            <span>
              {t(props.nextCursor || query.cursor ? 'part' : 'count', { count: rows.length })}
            </span>
          )}
        </div>
        <ul>
          {rows.map((proposal) => {
            const shop = shopOf(props.shops, proposal);
            return (
              <ProposalRow
                key={proposal.id}
                proposal={proposal}
                timezone={shop.timezone}
                now={now}
                current={isWide && proposal.id === current?.id}
                selected={selected.has(proposal.id)}
                selectable={shop.canManage}
                linkRef={(element) => {
                  if (element) links.current.set(proposal.id, element);
                  else links.current.delete(proposal.id);
                }}
                onOpen={(event: MouseEvent) => {
                  if (!isWide || event.metaKey || event.ctrlKey || event.shiftKey) return;
                  // Enter on the row that is open already leads to its own page.
                  if (proposal.id === current?.id && event.detail === 0) return;
                  event.preventDefault();
                  show(proposal.id, false);
                }}
                onSelect={(isRange) => toggle(proposal.id, isRange)}
              />
            );
          })}
        </ul>
        {(props.nextCursor || query.cursor) && (
          <nav className={classes.pages} aria-label={t('pages')}>
            {query.cursor && (
              <Link href={inboxPath({ ...query, cursor: undefined, open: undefined })}>
                {t('newest')}
              </Link>
            )}
            {props.nextCursor && (
              <Link href={inboxPath({ ...query, cursor: props.nextCursor, open: undefined })}>
                {t('older')}
              </Link>
            )}
          </nav>
        )}
      </section>
      {current && (
        <div className={classes.pane}>
          <ProposalDetail
            key={current.id}
            proposal={current}
            execution={props.execution}
            shop={shopOf(props.shops, current)}
            acting={acting}
            now={now}
            heading="h2"
          />
        </div>
      )}
      {acting.dialogs}
      <LiveRefresh busy={rows.some(isMoving)} />
    </div>
  );
}
