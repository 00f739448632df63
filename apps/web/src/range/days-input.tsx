'use client';

import { DatePickerInput } from '@mantine/dates';
import 'dayjs/locale/ko';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DayRange } from './range.ts';

/** A form field for a range of days; null until both ends are chosen. */
export default function DaysInput(props: {
  label: string;
  value: DayRange | null;
  latest: string;
  onChange: (range: DayRange | null) => void;
}) {
  const locale = useLocale();
  const t = useTranslations('ranges');
  const [picked, setPicked] = useState<[string | null, string | null]>([
    props.value?.from ?? null,
    props.value?.to ?? null,
  ]);
  return (
    <DatePickerInput
      type="range"
      label={props.label}
      locale={locale}
      firstDayOfWeek={locale === 'ko' ? 0 : 1}
      valueFormat="YYYY-MM-DD"
      allowSingleDateInRange
      maxDate={props.latest}
      ariaLabels={{ nextMonth: t('nextMonth'), previousMonth: t('previousMonth') }}
      value={picked}
      onChange={(next) => {
        setPicked(next);
        const [from, to] = next;
        props.onChange(from && to ? { from, to } : null);
      }}
      popoverProps={{ withinPortal: true }}
    />
  );
}
