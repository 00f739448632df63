'use client';

import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { type ChosenRange, PRESETS, rangeQuery } from './range.ts';
import classes from './range-control.module.css';

const RangeCalendar = dynamic(() => import('./range-calendar.tsx'), { ssr: false });

/** The days of the page as links, so that the address always holds them, and a calendar for any others. */
export function RangeControl(props: { chosen: ChosenRange; today: string; label: string }) {
  const t = useTranslations('ranges');
  const router = useRouter();
  const pathname = usePathname();
  const [opened, { close, toggle }] = useDisclosure(false);
  const [pending, startTransition] = useTransition();
  const { preset } = props.chosen;
  return (
    <div className={classes.control} role="group" aria-label={t('label')}>
      {PRESETS.map((name) => (
        <Link
          key={name}
          href={`${pathname}${rangeQuery(name)}`}
          scroll={false}
          prefetch={false}
          className={classes.preset}
          aria-current={preset === name ? 'true' : undefined}
        >
          {t(name)}
        </Link>
      ))}
      <Popover
        opened={opened}
        onChange={(next) => !next && close()}
        position="bottom-start"
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <Button
            className={classes.preset}
            variant="subtle"
            onClick={toggle}
            loading={pending}
            aria-current={preset === 'custom' ? 'true' : undefined}
            leftSection={<IconCalendar size={16} stroke={1.7} aria-hidden />}
          >
            <span className={classes.customText} data-chosen={preset === 'custom' || undefined}>
              {preset === 'custom' ? props.label : t('custom')}
            </span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <RangeCalendar
            from={props.chosen.from}
            to={props.chosen.to}
            today={props.today}
            onApply={(range) => {
              close();
              startTransition(() =>
                router.push(`${pathname}${rangeQuery(range)}`, { scroll: false }),
              );
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
