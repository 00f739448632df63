import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readExecutionOf } from '../../../../api/server.ts';
import { askShops } from '../../../../api/visitor.ts';
import { ProblemPanel } from '../../../../feedback/problem-panel.tsx';
import { InboxEmpty } from '../../../../inbox/inbox-empty.tsx';
import { InboxFilters } from '../../../../inbox/inbox-filters.tsx';
import { inboxPath, readInboxQuery } from '../../../../inbox/inbox-query.ts';
import { inboxShop } from '../../../../inbox/inbox-shop.ts';
import { InboxView } from '../../../../inbox/inbox-view.tsx';
import { readInbox } from '../../../../inbox/read-inbox.ts';
import { requireSignIn } from '../../../../session/require-sign-in.ts';
import page from '../../../../shell/page.module.css';
import { defaultShop } from '../../../../shell/shop-link.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default async function InboxPage({ searchParams }: PageProps<'/inbox'>) {
  const query = readInboxQuery(await searchParams);
  const now = Date.now();
  const [shopsAnswer, inboxAnswer, t] = await Promise.all([
    askShops(),
    readInbox(query),
    getTranslations('inbox'),
  ]);
  const shops = await requireSignIn(shopsAnswer);
  const inbox = await requireSignIn(inboxAnswer);
  const known = shops.ok ? shops.data : [];
  const items = inbox.ok ? inbox.data.items : [];
  const execution = await readExecutionOf(items.find(({ id }) => id === query.open) ?? items[0]);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <InboxFilters query={query} shops={known.map(inboxShop)} />
      {inbox.ok ? (
        <InboxView
          key={inboxPath({ ...query, open: undefined })}
          given={items}
          execution={execution}
          nextCursor={inbox.data.next_cursor}
          query={query}
          shops={known.map(inboxShop)}
          now={now}
          empty={<InboxEmpty view={query.view} shopId={query.shop ?? defaultShop(known)?.id} />}
        />
      ) : (
        <ProblemPanel problem={inbox.problem} />
      )}
    </div>
  );
}
