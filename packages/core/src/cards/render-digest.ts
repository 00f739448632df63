import type { Proposal } from '../actions/proposal.ts';
import type { Verdict } from '../actions/states.ts';
import type { Day } from '../days.ts';
import { formatDecimal, formatMoney, type Locale, oneLine } from './format.ts';
import { changeText, nameOf } from './render-card.ts';
import { CARD_WORDS } from './words.ts';

/** What a day's summary is made from. Amounts: decimal strings in the shop's currency; null is unknown. */
export interface DigestInput {
  /** The day the digest is sent, reader's timezone. */
  day: Day;
  shops: readonly {
    name: string;
    currency: string;
    /** Day the figures speak of, shop days. */
    basisDay: Day;
    revenue: string | null;
    spend: string | null;
    roas: string | null;
    stale: boolean;
  }[];
  /** How many shops are left out. */
  moreShops: number;
  /** Open proposals, the weightiest first. */
  open: readonly Pick<Proposal, 'kind' | 'entity_id' | 'entity_name' | 'diff' | 'risk'>[];
  /** Executions since the last digest, and the verdicts that came in. */
  executed: number;
  failed: number;
  verdicts: Readonly<Record<Verdict, number>>;
  /** Whose writes are stopped: everybody's, or those of the shops of these names. */
  stopped: 'all' | readonly string[];
}

const SHOWN = 5;

/** The summary of a day as plain text. */
export function renderDigest(
  input: DigestInput,
  locale: Locale,
): { title: string; lines: string[] } {
  const words = CARD_WORDS[locale];
  const say = DIGEST_WORDS[locale];
  const { stopped } = input;
  const lines: string[] = [];
  if (stopped === 'all') lines.push(say.stopped);
  else if (stopped.length > 0) lines.push(say.stoppedShops(stopped.map(oneLine).join(', ')));
  for (const shop of input.shops) {
    const money = (amount: string | null): string =>
      amount === null ? say.unknown : formatMoney({ amount, currency: shop.currency }, locale);
    const roas = shop.roas === null ? say.unknown : formatDecimal(shop.roas, 2, locale);
    lines.push(
      `${oneLine(shop.name)} (${shop.basisDay}): ${say.revenue} ${money(shop.revenue)} · ${say.spend} ${money(shop.spend)} · ROAS ${roas}${shop.stale ? ` · ${say.stale}` : ''}`,
    );
  }
  if (input.moreShops > 0) lines.push(say.moreShops(input.moreShops));
  lines.push(say.open(input.open.length));
  for (const proposal of input.open.slice(0, SHOWN)) {
    const { kind, diff, risk } = proposal;
    const change = changeText(diff, locale);
    lines.push(
      `· ${words.kinds[kind]}: ${nameOf(proposal)}${change === null ? '' : ` (${change})`} · ${words.risk(words.risks[risk])}`,
    );
  }
  if (input.open.length > SHOWN) lines.push(say.more(input.open.length - SHOWN));
  lines.push(say.executed(input.executed, input.failed));
  const judged = (Object.keys(words.verdicts) as Verdict[])
    .filter((verdict) => input.verdicts[verdict] > 0)
    .map((verdict) => `${words.verdicts[verdict]} ${input.verdicts[verdict]}`);
  if (judged.length > 0) lines.push(words.outcome(judged.join(', ')));
  return { title: say.title(input.day), lines };
}

const DIGEST_WORDS = {
  ko: {
    title: (day: Day) => `${day} 요약`,
    stopped: '🛑 모든 쓰기가 멈춰 있습니다.',
    stoppedShops: (names: string) => `🛑 쓰기가 멈춘 쇼핑몰: ${names}`,
    moreShops: (count: number) => `… 외 쇼핑몰 ${count}곳은 웹에서 볼 수 있습니다.`,
    revenue: '매출',
    spend: '광고비',
    unknown: '알 수 없음',
    stale: '갱신 지연',
    open: (count: number) => (count === 0 ? '결정할 제안이 없습니다.' : `결정할 제안 ${count}건`),
    more: (count: number) => `… 외 ${count}건`,
    executed: (done: number, failed: number) => `실행 ${done}건, 실패 ${failed}건`,
  },
  en: {
    title: (day: Day) => `Summary of ${day}`,
    stopped: '🛑 All writes are stopped.',
    stoppedShops: (names: string) => `🛑 Writes are stopped for: ${names}`,
    moreShops: (count: number) =>
      `… and ${count} more ${count === 1 ? 'shop' : 'shops'}, in the web app`,
    revenue: 'revenue',
    spend: 'spend',
    unknown: 'unknown',
    stale: 'not up to date',
    open: (count: number) =>
      count === 0
        ? 'Nothing waits for a decision.'
        : `${count} ${count === 1 ? 'proposal waits' : 'proposals wait'} for a decision`,
    more: (count: number) => `… and ${count} more`,
    executed: (done: number, failed: number) => `${done} executed, ${failed} failed`,
  },
} as const;
