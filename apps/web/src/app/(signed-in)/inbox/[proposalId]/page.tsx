import { renderCard } from '@commerce/api/cards';
import { IconArrowLeft } from '@tabler/icons-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { readExecutionOf, readProposal } from '../../../../api/server.ts';
import { askShops } from '../../../../api/visitor.ts';
import { ProblemPanel } from '../../../../feedback/problem-panel.tsx';
import { DEFAULT_LOCALE, isLocale } from '../../../../i18n/locales.ts';
import { inboxShop, shopOf } from '../../../../inbox/inbox-shop.ts';
import inbox from '../../../../inbox/inbox.module.css';
import { SingleProposal } from '../../../../inbox/single-proposal.tsx';
import { requireSignIn } from '../../../../session/require-sign-in.ts';
import page from '../../../../shell/page.module.css';

const askProposal = cache(readProposal);
type Props = PageProps<'/inbox/[proposalId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ proposalId }, locale] = await Promise.all([params, getLocale()]);
  const answer = await askProposal(proposalId);
  if (!answer.ok) return {};
  const words = { locale: isLocale(locale) ? locale : DEFAULT_LOCALE, timezone: 'UTC' };
  return { title: renderCard(answer.data, words).title };
}

export default async function ProposalPage({ params }: Props) {
  const { proposalId } = await params;
  const [shopsAnswer, proposalAnswer, t] = await Promise.all([
    askShops(),
    askProposal(proposalId),
    getTranslations('proposal'),
  ]);
  const shops = await requireSignIn(shopsAnswer);
  const proposal = await requireSignIn(proposalAnswer);
  const code = proposal.ok ? null : proposal.problem.code;
  if (code === 'not_found' || code === 'invalid_input') notFound();
  return (
    <div className={`${page.page} ${inbox.single}`}>
      <Link href="/inbox" className={inbox.back}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden />
        {t('back')}
      </Link>
      {proposal.ok ? (
        <div className={page.panel}>
          <SingleProposal
            given={proposal.data}
            execution={await readExecutionOf(proposal.data)}
            shop={shopOf(shops.ok ? shops.data.map(inboxShop) : [], proposal.data)}
            now={Date.now()}
          />
        </div>
      ) : (
        <ProblemPanel problem={proposal.problem} />
      )}
    </div>
  );
}
