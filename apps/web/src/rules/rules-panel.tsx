import { useTranslations } from 'next-intl';
import type { Rule, RuleTemplate } from '../api/types.ts';
import { Panel } from '../shell/panel.tsx';
import { RuleRow } from './rule-row.tsx';
import classes from './rules.module.css';

/** The shop's rules, or what a rule is where there is none yet. */
export function RulesPanel(props: {
  rules: Rule[];
  templates: RuleTemplate[];
  canManage: boolean;
  now: number;
}) {
  const t = useTranslations('rules');
  if (props.rules.length === 0) {
    return (
      <section className={classes.empty}>
        <h2>{t('emptyTitle')}</h2>
        <p>{t('emptyText')}</p>
        <ol>
          <li>{t('emptyFirst')}</li>
          <li>{t('emptySecond')}</li>
          <li>{t('emptyThird')}</li>
        </ol>
      </section>
    );
  }
  return (
    <Panel title={t('own')} note={t('ownNote')}>
      <ul className={classes.rules}>
        {props.rules.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            template={props.templates.find(({ key }) => key === rule.template)}
            canManage={props.canManage}
            now={props.now}
          />
        ))}
      </ul>
    </Panel>
  );
}
