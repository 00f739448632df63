'use client';

import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useState, useTransition } from 'react';
import type { Answer } from '../api/problem.ts';
import type { BacktestReport, KpiProfile, Rule, RuleTemplate } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import type { ProblemWords } from '../feedback/problem-words.tsx';
import type { DayRange } from '../range/range.ts';
import { Panel } from '../shell/panel.tsx';
import { type AdAccount, ruleCurrency } from './ad-accounts.ts';
import { BacktestPanel } from './backtest-panel.tsx';
import type { PickedObject } from './object-picker.tsx';
import { ParameterField } from './parameter-field.tsx';
import type { Period } from './periods.ts';
import { isSameForm, type RuleForm } from './rule-form.ts';
import { ScopeFields } from './scope-fields.tsx';
import { TimingFields } from './timing-fields.tsx';
import { useDraft } from './use-draft.ts';
import { useRuleWork } from './use-rule-work.ts';
import classes from './rules.module.css';

export interface WorkbenchProps {
  shop: { id: string; currency: string; timezone: string; canManage: boolean };
  template: RuleTemplate;
  /** null: it is only being thought about. */
  rule: Rule | null;
  start: RuleForm;
  accounts: AdAccount[];
  profiles: KpiProfile[];
  picked: PickedObject[];
  /** The earlier version the backtest stands beside, if any. */
  compared?: number | undefined;
  period: Period;
  range: DayRange;
  backtest: Answer<BacktestReport>;
}

/** A rule's settings beside what they would have done: the past is looked at before anything is switched on. */
export function RuleWorkbench(props: WorkbenchProps) {
  const t = useTranslations('rules');
  const { shop, template, rule, start } = props;
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState<BacktestReport | null>(null);
  const router = useRouter();
  const [turning, startTransition] = useTransition();
  // Other days: what was tried over the old ones is no longer what is asked.
  useEffect(() => setTried(null), [props.range.from, props.range.to]);
  const work = useRuleWork({ shopId: shop.id, template, rule, range: props.range });
  const change = (part: Partial<RuleForm>) => setForm((before) => ({ ...before, ...part }));
  const isChanged = !isSameForm(form, start, template);
  const draft = useDraft({
    key: rule ? `rule/${rule.id}/${rule.version}` : `rule/new/${shop.id}/${template.key}`,
    value: form,
    isChanged,
    onRestore: setForm,
  });
  const shown: Answer<BacktestReport> = tried ? { ok: true, data: tried } : props.backtest;

  const tryOut = async () => {
    const report = await work.tryOut(form);
    if (report) setTried(report);
  };
  const reset = () => {
    setForm(start);
    setTried(null);
    draft.forget();
  };
  const create = async (state: 'enabled' | 'shadow') => {
    if (await work.create(form, state)) draft.forget();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return;
    void (rule ? work.save(form) : tryOut());
  };

  return (
    <div className={classes.workbench}>
      <div className={classes.past} aria-busy={turning || work.busy === 'try'}>
        <BacktestPanel
          answer={shown}
          period={props.period}
          onPeriod={(href) => startTransition(() => router.push(href, { scroll: false }))}
          savedName={rule ? t('versionNumber', { version: rule.version }) : t('templateValues')}
          triedName={
            tried || props.compared === undefined
              ? t('formValues')
              : t('versionNumber', { version: props.compared })
          }
        />
      </div>
      <Panel title={t('settings')} note={rule && t('versionNumber', { version: rule.version })}>
        <form className={classes.form} onSubmit={submit} noValidate>
          {work.problem && <Problem {...work.problem} />}
          {draft.isRestored && <FormMessage tone="warn" text={t('draft')} />}
          <fieldset className={classes.fields} disabled={!shop.canManage}>
            <legend className="visually-hidden">{t('settings')}</legend>
            <TextInput
              name="name"
              label={t('form.name')}
              maxLength={120}
              value={form.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={work.errors.name}
            />
            {template.parameters.map((spec) => (
              <ParameterField
                key={spec.name}
                spec={spec}
                value={form.parameters[spec.name] ?? ''}
                currency={ruleCurrency(shop, props.accounts, form.scope)}
                error={work.errors[`parameters.${spec.name}`]}
                onChange={(value) =>
                  change({ parameters: { ...form.parameters, [spec.name]: value } })
                }
              />
            ))}
            <h3>{t('form.scope')}</h3>
            <ScopeFields
              shopId={shop.id}
              template={template}
              accounts={props.accounts}
              profiles={props.profiles}
              picked={props.picked}
              scope={form.scope}
              errors={work.errors}
              onChange={(scope) => change({ scope })}
            />
            <h3>{t('form.timing')}</h3>
            <TimingFields
              timing={form}
              timezone={shop.timezone}
              errors={work.errors}
              onChange={change}
            />
          </fieldset>
          {shop.canManage ? (
            <Buttons
              work={work}
              isNew={rule === null}
              isChanged={isChanged}
              hasTried={tried !== null}
              onTry={() => void tryOut()}
              onReset={reset}
              onCreate={(state) => void create(state)}
            />
          ) : (
            <p className={classes.viewer}>{t('viewer')}</p>
          )}
        </form>
      </Panel>
    </div>
  );
}

function Problem(props: ProblemWords & { isStale: boolean }) {
  const t = useTranslations('rules');
  const router = useRouter();
  return (
    <FormMessage tone="bad" title={props.title} text={props.text}>
      {props.isStale && (
        <Button variant="default" size="xs" onClick={() => router.refresh()}>
          {t('showPresent')}
        </Button>
      )}
    </FormMessage>
  );
}

function Buttons(props: {
  work: ReturnType<typeof useRuleWork>;
  isNew: boolean;
  isChanged: boolean;
  hasTried: boolean;
  onTry: () => void;
  onReset: () => void;
  onCreate: (state: 'enabled' | 'shadow') => void;
}) {
  const t = useTranslations('rules');
  const { busy } = props.work;
  const common = (work: typeof busy) => ({
    loading: busy === work,
    disabled: busy !== null && busy !== work,
  });
  return (
    <div className={classes.buttons}>
      <div className={classes.line}>
        <Button
          type="button"
          variant="default"
          {...common('try')}
          disabled={!props.isChanged || (busy !== null && busy !== 'try')}
          onClick={props.onTry}
        >
          {t('tryOut')}
        </Button>
        {(props.isChanged || props.hasTried) && (
          <Button type="button" variant="subtle" disabled={busy !== null} onClick={props.onReset}>
            {t('reset')}
          </Button>
        )}
      </div>
      {props.isNew ? (
        <>
          <Button
            type="button"
            variant="default"
            {...common('shadow')}
            onClick={() => props.onCreate('shadow')}
          >
            {t('startShadow')}
          </Button>
          <Button type="button" {...common('enabled')} onClick={() => props.onCreate('enabled')}>
            {t('switchOn')}
          </Button>
        </>
      ) : (
        <Button
          type="submit"
          {...common('save')}
          disabled={!props.isChanged || (busy !== null && busy !== 'save')}
        >
          {t('save')}
        </Button>
      )}
    </div>
  );
}
