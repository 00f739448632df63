'use client';

import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import 'dayjs/locale/ko';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DayRange } from './range.ts';
import classes from './range-control.module.css';

/** Picks any days up to today; loaded only when it is opened. */
export default function RangeCalendar(props: {
  from: string;
  to: string;
  today: string;
  onApply: (range: DayRange) => void;
}) {
  const t = useTranslations('ranges');
  const locale = useLocale();
  const [picked, setPicked] = useState<[string | null, string | null]>([props.from, props.to]);
  const [from, to] = picked;
  return (
    <div className={classes.calendar}>
      <DatePicker
        type="range"
        allowSingleDateInRange
        locale={locale}
        firstDayOfWeek={locale === 'ko' ? 0 : 1}
        value={picked}
        onChange={setPicked}
        defaultDate={props.from}
        maxDate={props.today}
        ariaLabels={{ nextMonth: t('nextMonth'), previousMonth: t('previousMonth') }}
      />
      <Button
        fullWidth
        disabled={!from || !to}
        onClick={() => from && to && props.onApply({ from, to })}
      >
        {t('apply')}
      </Button>
    </div>
  );
}
