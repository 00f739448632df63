import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RuleTemplate, Shop } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { RISK_TONES } from '../inbox/proposal-state.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import page from '../shell/page.module.css';
import classes from './rules.module.css';

/** What a rule is, above everything about it. */
export function RuleHead(props: {
  shop: Pick<Shop, 'id' | 'name'>;
  title: string;
  template: RuleTemplate | undefined;
  children?: ReactNode;
}) {
  const t = useTranslations('rules');
  const locale = useCardLocale();
  const { shop, template } = props;
  return (
    <header className={classes.ruleHead}>
      <Link className={classes.back} href={`/shops/${shop.id}/rules`}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden />
        {t('backTo', { shop: shop.name })}
      </Link>
      <div className={page.head}>
        <h1 className={page.title}>{props.title}</h1>
        {template && <Tag tone={RISK_TONES[template.risk]}>{t(`risks.${template.risk}`)}</Tag>}
        <span className={page.spacer} />
        {props.children}
      </div>
      {template && <p className={page.lead}>{template.description[locale]}</p>}
    </header>
  );
}
