import { stepBack } from '../activity/step-back.ts';
import type { Proposal } from '../api/types.ts';
import { changeText } from '@commerce/api/cards';
import { useCard, useCardLocale } from './use-card.ts';
import classes from './dialog.module.css';

/** The proposals a question is about, with what would change; `back` shows the way back. */
export function AskedAbout(props: { proposals: readonly Proposal[]; back?: boolean }) {
  const card = useCard();
  const locale = useCardLocale();
  return (
    <ul className={classes.about}>
      {props.proposals.map((proposal) => {
        const diff = props.back ? stepBack(proposal.diff) : proposal.diff;
        return (
          <li key={proposal.id}>
            <strong>{props.back ? proposal.entity_name : card(proposal, 'UTC').title}</strong>
            <span>{changeText(diff, locale)}</span>
          </li>
        );
      })}
    </ul>
  );
}
