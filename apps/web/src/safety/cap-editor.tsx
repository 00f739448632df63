'use client';

import { Button, Checkbox, Group, TagsInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { formatMoney } from '../format/number.ts';
import { typedNumber } from '../rules/parameter-input.ts';
import { type CapFaults, type CapForm, capForm, KINDS, readCapForm } from './cap-form.ts';
import type { CapScope } from './cap-scopes.ts';
import { RemoveCap } from './remove-cap.tsx';
import classes from './caps.module.css';

const MOST_OBJECTS = 1000;

/** Sets the limits of one platform and currency. */
export function CapEditor(props: { shopId: string; scope: CapScope; onClose: () => void }) {
  const t = useTranslations('caps');
  const words = useWriteProblemWords();
  const router = useRouter();
  const { platform, currency, cap } = props.scope;
  const [form, setForm] = useState<CapForm>(() => capForm(cap));
  const [faults, setFaults] = useState<CapFaults>({});
  const [problem, setProblem] = useState<ReactNode>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<CapForm>) => {
    setForm((now) => ({ ...now, ...part }));
    const [field] = Object.keys(part);
    setFaults((now) => Object.fromEntries(Object.entries(now).filter(([name]) => name !== field)));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readCapForm(form);
    setFaults('faults' in read ? read.faults : {});
    setProblem(null);
    if ('faults' in read) return;
    setBusy(true);
    const answer = await request((client, how) =>
      client.caps.save(props.shopId, { platform, currency }, read.limits, how),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(words(answer.problem).text);
    notifications.show({ message: t('saved') });
    props.onClose();
    router.refresh();
  };
  const field = (name: 'percent' | 'dailyBudget' | 'dailyIncrease' | 'actions', unit: string) => (
    <LimitField
      name={name}
      unit={unit}
      value={form[name]}
      fault={faults[name]}
      currency={name === 'dailyBudget' || name === 'dailyIncrease' ? currency : null}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {problem && <FormMessage tone="bad" text={problem} />}
      <Checkbox.Group
        label={t('fields.kinds')}
        value={form.kinds}
        onChange={(kinds) => change({ kinds })}
      >
        <div className={classes.kinds}>
          {KINDS.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`kinds.${kind}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.pair}>
        {field('percent', '%')}
        {field('actions', t('aDay'))}
        {field('dailyBudget', currency)}
        {field('dailyIncrease', currency)}
      </div>
      <TagsInput
        label={t('fields.neverTouch')}
        description={t('hints.neverTouch')}
        value={form.neverTouch}
        onChange={(neverTouch) => change({ neverTouch })}
        splitChars={[',', ' ', '\n']}
        maxTags={MOST_OBJECTS}
        size="md"
      />
      <Group gap="xs">
        <Button type="submit" loading={busy}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('cancel')}
        </Button>
        {cap && <RemoveCap shopId={props.shopId} scope={props.scope} onDone={props.onClose} />}
      </Group>
    </form>
  );
}

function LimitField(props: {
  name: 'percent' | 'dailyBudget' | 'dailyIncrease' | 'actions';
  unit: string;
  value: string;
  fault: CapFaults[keyof CapForm];
  /** Of an amount, which is written out again below the field. */
  currency: string | null;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('caps');
  const locale = useLocale();
  const typed = typedNumber(props.value);
  const amount =
    props.currency && /^\d{1,15}(\.\d{1,4})?$/.test(typed)
      ? formatMoney(typed, props.currency, locale)
      : null;
  return (
    <TextInput
      name={props.name}
      label={t(`fields.${props.name}`)}
      description={[t(`hints.${props.name}`), amount && `= ${amount}`].filter(Boolean).join(' ')}
      inputMode={props.name === 'actions' ? 'numeric' : 'decimal'}
      autoComplete="off"
      maxLength={26}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.fault && t(`faults.${props.fault}`)}
      rightSection={
        <span className={classes.unit} aria-hidden>
          {props.unit}
        </span>
      }
      rightSectionWidth={62}
      rightSectionPointerEvents="none"
    />
  );
}
