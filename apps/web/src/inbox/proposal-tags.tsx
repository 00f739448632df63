import { useTranslations } from 'next-intl';
import type { Proposal } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { RISK_TONES, TONES } from './proposal-state.ts';

/** Where a proposal stands; a low risk goes without saying. */
export function ProposalTags(props: { proposal: Proposal; now: number }) {
  const t = useTranslations('decide');
  const { status, risk, executable, snoozed_until: until } = props.proposal;
  const isSnoozed = status === 'proposed' && until !== null && Date.parse(until) > props.now;
  return (
    <>
      <Tag tone={isSnoozed ? 'plain' : TONES[status]}>
        {t(
          isSnoozed
            ? 'status.snoozed'
            : status === 'approved' && !executable
              ? 'status.accepted'
              : `status.${status}`,
        )}
      </Tag>
      {risk !== 'low' && <Tag tone={RISK_TONES[risk]}>{t(`risk.${risk}`)}</Tag>}
      {!executable && <Tag>{t('advice')}</Tag>}
    </>
  );
}
