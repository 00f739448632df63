import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Rule, RuleTemplate } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { RISK_TONES } from '../inbox/proposal-state.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import { Panel } from '../shell/panel.tsx';
import classes from './rules.module.css';

/** What rules can be made of; every card leads to what it would have done here. */
export function TemplateGallery(props: {
  shopId: string;
  templates: RuleTemplate[];
  rules: Rule[];
}) {
  const t = useTranslations('rules');
  const fitting = props.templates.filter(({ fits }) => fits !== false);
  const others = props.templates.filter(({ fits }) => fits === false);
  return (
    <Panel title={t('templates')} note={t('templatesNote')}>
      <ul className={classes.gallery}>
        {[...fitting, ...others].map((template) => (
          <TemplateCard
            key={template.key}
            template={template}
            href={`/shops/${props.shopId}/rules/new/${template.key}`}
            used={props.rules.filter((rule) => rule.template === template.key).length}
          />
        ))}
      </ul>
    </Panel>
  );
}

function TemplateCard(props: { template: RuleTemplate; href: string; used: number }) {
  const t = useTranslations('rules');
  const locale = useCardLocale();
  const { template } = props;
  return (
    <li className={classes.card} data-fits={template.fits !== false}>
      <h3>{template.name[locale]}</h3>
      <p className={classes.tags}>
        <Tag tone={RISK_TONES[template.risk]}>{t(`risks.${template.risk}`)}</Tag>
        {template.levels.map((level) => (
          <Tag key={level}>{t(`levels.${level}`)}</Tag>
        ))}
        {props.used > 0 && <Tag tone="good">{t('inUse', { count: props.used })}</Tag>}
      </p>
      <p>{template.description[locale]}</p>
      {template.fits === false ? (
        <small>{t('doesNotFit')}</small>
      ) : (
        <Link href={props.href} prefetch={false}>
          {t('seePast')}
          <span className="visually-hidden">: {template.name[locale]}</span>
        </Link>
      )}
    </li>
  );
}
