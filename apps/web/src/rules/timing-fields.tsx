'use client';

import { Switch, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { COOLDOWN, DAILY_LIMIT, type RuleForm } from './rule-form.ts';
import classes from './rules.module.css';

const USUAL_NIGHT = { from: '22:00', to: '08:00' };

type Timing = Pick<RuleForm, 'cooldownHours' | 'dailyLimit' | 'quietHours'>;

/** When a finding becomes a proposal: not again too soon, not too many a day, not at night. */
export function TimingFields(props: {
  timing: Timing;
  timezone: string;
  errors: Readonly<Record<string, string>>;
  onChange: (timing: Partial<Timing>) => void;
}) {
  const t = useTranslations('rules.form');
  const { timing, errors, onChange } = props;
  const quiet = timing.quietHours;
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          name="cooldown_hours"
          label={t('cooldown')}
          description={t('cooldownHint')}
          inputMode="numeric"
          autoComplete="off"
          value={timing.cooldownHours}
          onChange={(event) => onChange({ cooldownHours: event.currentTarget.value })}
          error={errors.cooldown_hours}
          maxLength={String(COOLDOWN.max).length + 1}
        />
        <TextInput
          name="daily_limit"
          label={t('dailyLimit')}
          description={t('dailyLimitHint')}
          inputMode="numeric"
          autoComplete="off"
          value={timing.dailyLimit}
          onChange={(event) => onChange({ dailyLimit: event.currentTarget.value })}
          error={errors.daily_limit}
          maxLength={String(DAILY_LIMIT.max).length + 1}
        />
      </div>
      <Switch
        label={t('quiet')}
        description={t('quietHint', { timezone: props.timezone })}
        checked={quiet !== null}
        onChange={(event) =>
          onChange({ quietHours: event.currentTarget.checked ? USUAL_NIGHT : null })
        }
      />
      {quiet && (
        <div className={classes.pair}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(end === 'from' ? 'quietFrom' : 'quietTo')}
              value={quiet[end]}
              onChange={(event) =>
                onChange({ quietHours: { ...quiet, [end]: event.currentTarget.value } })
              }
              error={end === 'from' ? errors.quiet_hours : undefined}
            />
          ))}
        </div>
      )}
    </>
  );
}
