'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ParameterSpec } from '../api/types.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import classes from './rules.module.css';

/** One setting of a template, made from its description. */
export function ParameterField(props: {
  spec: ParameterSpec;
  value: string;
  currency: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('rules.form');
  const locale = useCardLocale();
  const { spec } = props;
  const unitOf = (type: ParameterSpec['type']): string | null => {
    if (type === 'money') return props.currency;
    if (type === 'percent') return '%';
    // What is counted stands in the label.
    return type === 'count' ? null : t(`units.${type}`);
  };
  const limits = spec.type === 'money' ? null : t('limits', { min: spec.min, max: spec.max });
  return (
    <TextInput
      name={`parameters.${spec.name}`}
      label={spec.label[locale]}
      description={[spec.help[locale], limits].filter(Boolean).join(' ')}
      inputMode={spec.type === 'days' || spec.type === 'count' ? 'numeric' : 'decimal'}
      autoComplete="off"
      maxLength={24}
      value={props.value}
      placeholder={spec.type === 'money' ? t('templateDefault') : spec.default}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      rightSection={
        <span className={classes.unit} aria-hidden>
          {unitOf(spec.type)}
        </span>
      }
      rightSectionWidth={58}
      rightSectionPointerEvents="none"
    />
  );
}
