import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Rule, RuleTemplate } from '../api/types.ts';
import { formatAgo } from '../format/elapsed.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import { StateSwitch } from './state-switch.tsx';
import classes from './rules.module.css';

/** A rule in the list: what it is, what it found last, and its switch. */
export function RuleRow(props: {
  rule: Rule;
  template: RuleTemplate | undefined;
  canManage: boolean;
  now: number;
}) {
  const t = useTranslations('rules');
  const locale = useLocale();
  const words = useCardLocale();
  const { rule, template } = props;
  const last = rule.last_evaluation;
  const kind = template?.name[words] ?? rule.template;
  return (
    <li className={classes.rule} data-state={rule.state}>
      <div className={classes.ruleText}>
        <Link href={`/shops/${rule.shop_id}/rules/${rule.id}`} prefetch={false}>
          {rule.name}
        </Link>
        <small>
          {kind === rule.name ? '' : `${kind} · `}
          {t('versionNumber', { version: rule.version })}
        </small>
      </div>
      <p className={classes.ruleLast}>
        {last === null
          ? t(rule.state === 'disabled' ? 'neverJudged' : 'judgedSoon')
          : t('lastJudged', {
              ago: formatAgo(last.as_of, props.now, locale),
              findings: last.findings,
              objects: last.entities,
            })}
      </p>
      <StateSwitch
        shopId={rule.shop_id}
        ruleId={rule.id}
        name={rule.name}
        state={rule.state}
        disabled={!props.canManage}
      />
    </li>
  );
}
