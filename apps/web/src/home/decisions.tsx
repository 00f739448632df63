import type { Shop } from '../api/types.ts';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import { inboxShop } from '../inbox/inbox-shop.ts';
import { byUrgency, needsPerson } from '../inbox/proposal-state.ts';
import { askWaiting } from '../inbox/read-waiting.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import { waitingText } from '../shell/waiting.ts';
import { DecisionCards } from './decision-cards.tsx';
import { NothingToDecide } from './nothing-to-decide.tsx';

/** More than the cards that are shown, so that the next ones are at hand when some are dealt with. */
const GIVEN = 12;

/** What waits for a person, over all shops; streamed in when the API has answered. */
export async function Decisions(props: { shops: readonly Shop[]; shopId: string }) {
  const answer = await requireSignIn(await askWaiting());
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const waiting = answer.data.items.filter(needsPerson).sort(byUrgency);
  return (
    <DecisionCards
      given={waiting.slice(0, GIVEN)}
      count={waitingText({ count: waiting.length, more: answer.data.next_cursor !== null })}
      shops={props.shops.map(inboxShop)}
      now={Date.now()}
      empty={<NothingToDecide shopId={props.shopId} />}
    />
  );
}
