import type { FieldChange } from '../actions/action.ts';
import type { Proposal } from '../actions/proposal.ts';
import { relativeChange } from '../metrics/kpis.ts';
import type { EvidenceFigure, Reason } from '../rules/finding.ts';
import { executionErrorWords } from './execution-errors.ts';
import { formatDecimal, formatInstant, formatMoney, type Locale, oneLine } from './format.ts';
import { REASONS_EN } from './reasons-en.ts';
import { REASONS_KO } from './reasons-ko.ts';
import { readValues } from './values.ts';
import { CARD_WORDS, type CardWords } from './words.ts';

export interface CardOptions {
  locale: Locale;
  /** Of the reader, for instants; IANA. */
  timezone: string;
}

/** A decision in words, as plain text. The same data gives the same words on every surface. */
export interface Card {
  /** What is proposed for which object. */
  title: string;
  /** Where it is: level, account, shop. */
  subtitle: string;
  /** Why. */
  reason: string;
  /** Current → proposed value; null for advice. */
  change: string | null;
  /** Figures, judged days and how certain they are. */
  evidence: string[];
  /** What to keep in mind. */
  notes: string[];
  risk: string;
  status: string;
  /** Who decided, where and when; null while nobody did. */
  decided: string | null;
  /** Everything but the title, in order, for surfaces that only show lines. */
  lines: string[];
}

export function renderCard(proposal: Proposal, options: CardOptions): Card {
  const words = CARD_WORDS[options.locale];
  const decided = decidedText(proposal, options);
  const card = {
    title: `${words.kinds[proposal.kind]}: ${nameOf(proposal)}`,
    subtitle: oneLine(subtitleOf(proposal, words)),
    reason: reasonText(proposal.reason, options.locale),
    change: changeText(proposal.diff, options.locale),
    evidence: evidenceLines(proposal, options.locale),
    notes: notesOf(proposal, words).map(oneLine),
    risk: words.risk(words.risks[proposal.risk]),
    status: oneLine(statusText(proposal, options)),
    decided: decided === null ? null : oneLine(decided),
  };
  const lines = [
    card.subtitle,
    card.reason,
    card.change,
    ...card.evidence,
    ...card.notes,
    card.risk,
    card.status,
    card.decided,
  ].filter((line) => line !== null);
  return { ...card, lines };
}

/** What the object is called; where nothing of that can be read, its id. */
export const nameOf = ({ entity_name, entity_id }: Pick<Proposal, 'entity_name' | 'entity_id'>) =>
  oneLine(entity_name).trim() || entity_id;

function subtitleOf(proposal: Proposal, words: CardWords): string {
  const platform = words.platforms[proposal.platform] ?? proposal.platform;
  const { connector_name: account, shop_name: shop } = proposal;
  return [
    words.levels[proposal.level],
    `${platform} ${account}`,
    ...(namesWhole(account, shop) ? [] : [shop]),
  ].join(' · ');
}

/** Whether a text has a name in it that is not part of a longer word. */
function namesWhole(text: string, name: string): boolean {
  const [first = '', ...rest] = text.split(name);
  let before = first;
  return rest.some((after) => {
    const whole = !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after);
    before = after;
    return whole;
  });
}

/** Why, in words. A code without words of its own is shown as it is. */
export function reasonText(reason: Reason, locale: Locale): string {
  const say = (locale === 'ko' ? REASONS_KO : REASONS_EN)[reason.code];
  return oneLine(say ? say(readValues(reason, locale)) : reason.code);
}

/** `Daily budget ₩50,000 → ₩40,000 (−20%)`; null where nothing is changed. */
export function changeText(diff: readonly FieldChange[], locale: Locale): string | null {
  if (diff.length === 0) return null;
  const words = CARD_WORDS[locale];
  return diff
    .map(({ field, before, after, currency }) => {
      const show = (value: string | null): string => {
        if (value === null) return words.unknown;
        if (field === 'status') return words.statusValues[value] ?? value;
        return currency === null ? value : formatMoney({ amount: value, currency }, locale);
      };
      const percent = field === 'status' ? null : relativeText(before, after, locale);
      return `${words.fields[field]} ${show(before)} → ${show(after)}${percent === null ? '' : ` (${percent})`}`;
    })
    .join(', ');
}

function relativeText(before: string | null, after: string, locale: Locale): string | null {
  const change = relativeChange(after, before);
  if (change === null) return null;
  // A share with four decimals moved two places: no figure is lost.
  const percent = formatDecimal(shiftTwo(change), 1, locale);
  // Of what rounds to nothing not even the direction would be seen.
  if (percent === '0') return null;
  return percent.startsWith('-') ? `−${percent.slice(1)}%` : `+${percent}%`;
}

function shiftTwo(share: string): string {
  const [whole = '0', fraction = ''] = share.split('.');
  const padded = fraction.padEnd(4, '0');
  return `${whole}${padded.slice(0, 2)}.${padded.slice(2)}`;
}

function evidenceLines(proposal: Proposal, locale: Locale): string[] {
  const words = CARD_WORDS[locale];
  const { figures, window, state, maturity } = proposal.evidence;
  const lines = figures.map((figure) => figureText(figure, proposal.reason.currency, locale));
  if (window) lines.push(words.window(window.from, window.to, words.states[state]));
  if (maturity?.completeness != null) {
    const percent = `${formatDecimal(shiftTwo(maturity.completeness), 0, locale)}%`;
    lines.push(words.maturity(percent, maturity.basis === 'measured'));
  }
  return lines;
}

/** `Spend ₩80,000 (limit ₩50,000)` */
export function figureText(
  { metric, value, compared, unit }: EvidenceFigure,
  currency: string | null,
  locale: Locale,
): string {
  const words = CARD_WORDS[locale];
  const show = (text: string | null): string => {
    if (text === null) return words.unknown;
    switch (unit) {
      case 'money':
        return currency === null
          ? formatDecimal(text, 2, locale)
          : formatMoney({ amount: text, currency }, locale);
      case 'count':
        return formatDecimal(text, 1, locale);
      case 'ratio':
        return formatDecimal(text, 2, locale);
      case 'percent':
        return `${formatDecimal(text, 2, locale)}%`;
    }
  };
  const beside = compared
    ? ` (${words.compared[compared.kind] ?? compared.kind} ${show(compared.value)})`
    : '';
  return `${words.metrics[metric] ?? metric} ${show(value)}${beside}`;
}

function notesOf(proposal: Proposal, words: CardWords): string[] {
  const notes = proposal.evidence.notes.map((note) => words.notes[note] ?? note);
  if (!proposal.executable) notes.push(words.advice);
  else if (!proposal.reversible) notes.push(words.irreversible);
  if (proposal.rule) notes.push(words.rule(proposal.rule.name));
  return notes;
}

function statusText(proposal: Proposal, { locale, timezone }: CardOptions): string {
  const words = CARD_WORDS[locale];
  if (proposal.status === 'approved' && !proposal.executable) return words.noted;
  const parts = [words.statuses[proposal.status]];
  const open = proposal.status === 'proposed' || proposal.status === 'approved';
  if (proposal.status === 'proposed' && proposal.snoozed_until !== null) {
    parts.push(words.snoozed(formatInstant(proposal.snoozed_until, timezone)));
  }
  if (open) {
    const until = formatInstant(proposal.expires_at, timezone);
    parts.push(proposal.status === 'approved' ? words.lapses(until) : words.expires(until));
  }
  const { execution } = proposal;
  if (execution?.error && proposal.status === 'failed') {
    const { code, message } = execution.error;
    parts.push(words.failed(executionErrorWords(code, locale) ?? message));
  }
  if (execution?.verdict) parts.push(words.outcome(words.verdicts[execution.verdict]));
  return parts.join(' · ');
}

function decidedText(proposal: Proposal, { locale, timezone }: CardOptions): string | null {
  const { decision, status } = proposal;
  if (decision === null) return null;
  const words = CARD_WORDS[locale];
  const kind =
    status === 'rejected'
      ? 'rejected'
      : status === 'expired' || status === 'superseded'
        ? 'other'
        : 'approved';
  const by = decision.by_name ?? words.unknown;
  const via = words.surfaces[decision.via];
  const text =
    decision.via === 'system' && kind !== 'rejected'
      ? words.automatic[kind]
      : words.decided[kind](by, via, decision.reason);
  return `${text} (${formatInstant(decision.at, timezone)})`;
}
