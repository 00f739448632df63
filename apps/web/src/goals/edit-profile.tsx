'use client';

import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { request } from '../api/browser.ts';
import type { Problem } from '../api/problem.ts';
import type { KpiProfile } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { type ProblemWords, useWriteProblemWords } from '../feedback/problem-words.tsx';
import { Dialog } from '../inbox/dialog.tsx';
import {
  METRIC_UNITS,
  type Metric,
  metricsOf,
  newKey,
  OBJECTIVES,
  type Objective,
  readTargets,
  typedTargets,
} from './profile-form.ts';
import { useProfileName } from './profile-name.ts';
import classes from './goals.module.css';

interface Props {
  shopId: string;
  currency: string;
  profiles: KpiProfile[];
  /** null: a new one. */
  profile: KpiProfile | null;
}

export function EditProfile(props: Props) {
  const t = useTranslations('goals');
  const name = useProfileName();
  const [opened, { open, close }] = useDisclosure(false);
  const { profile } = props;
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t(profile ? 'edit' : 'add')}
        {profile && <span className="visually-hidden">: {name(profile)}</span>}
      </Button>
      {opened && (
        <Dialog title={profile ? name(profile) : t('newTitle')} onClose={close} isForm>
          <ProfileForm {...props} onClose={close} />
        </Dialog>
      )}
    </>
  );
}

function ProfileForm(props: Props & { onClose: () => void }) {
  const t = useTranslations('goals');
  const { shopId, profile, profiles, onClose } = props;
  const [name, setName] = useState(profile?.name ?? '');
  const [objective, setObjective] = useState<Objective>(profile?.objective ?? 'purchase');
  const [typed, setTyped] = useState(profile ? typedTargets(profile) : {});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const work = useProfileWork(shopId, onClose);
  const metrics = metricsOf(objective, profiles);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = Object.fromEntries(metrics.map((metric) => [metric, typed[metric] ?? '']));
    const { targets, wrong } = readTargets(asked);
    const found = Object.fromEntries(wrong.map((metric) => [metric, t('wrongTarget')]));
    if (name.trim() === '') found.name = t('nameMissing');
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const key =
      profile?.key ??
      newKey(
        name,
        profiles.map((one) => one.key),
      );
    void work.save(key, { name: name.trim(), objective, targets });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {work.problem && <FormMessage tone="bad" {...work.problem} />}
        {!profile?.built_in && (
          <>
            <TextInput
              label={t('name')}
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
              error={errors.name}
              data-autofocus
            />
            <NativeSelect
              label={t('objective')}
              size="md"
              value={objective}
              onChange={(event) => setObjective(event.currentTarget.value as Objective)}
              data={OBJECTIVES.map((value) => ({ value, label: t(`objectives.${value}`) }))}
            />
          </>
        )}
        <Text size="sm" c="dimmed">
          {t(profile?.built_in ? 'builtInHint' : 'targetsHint')}
        </Text>
        <div className={classes.targets}>
          {metrics.map((metric) => (
            <TargetField
              key={metric}
              metric={metric}
              currency={props.currency}
              value={typed[metric] ?? ''}
              error={errors[metric]}
              onChange={(value) => setTyped((before) => ({ ...before, [metric]: value }))}
            />
          ))}
        </div>
        <Group justify="space-between" gap="xs">
          {profile ? (
            <Button
              variant="subtle"
              color="red"
              loading={work.busy === 'remove'}
              disabled={work.busy === 'save'}
              onClick={() => void work.remove(profile.key)}
            >
              {t(profile.built_in ? 'restore' : 'remove')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={work.busy === 'save'} disabled={work.busy === 'remove'}>
              {t('save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function TargetField(props: {
  metric: Metric;
  currency: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('goals');
  const { metric } = props;
  const unit = { money: props.currency, share: '%', ratio: t('units.ratio'), count: null }[
    METRIC_UNITS[metric]
  ];
  return (
    <TextInput
      name={metric}
      label={t(`metrics.${metric}`)}
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      value={props.value}
      placeholder={t('noTarget')}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      {...(unit === null
        ? {}
        : {
            rightSection: (
              <span className={classes.unit} aria-hidden>
                {unit}
              </span>
            ),
            rightSectionWidth: 52,
            rightSectionPointerEvents: 'none' as const,
          })}
    />
  );
}

/** Saving and removing a profile; one at a time, and the dialog closes when the server has done it. */
function useProfileWork(shopId: string, onDone: () => void) {
  const t = useTranslations('goals');
  const words = useWriteProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState<'save' | 'remove' | null>(null);
  const working = useRef(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const finish = (refused: Problem | null, message: string) => {
    working.current = false;
    setBusy(null);
    if (refused) return setProblem(words(refused));
    notifications.show({ message });
    onDone();
    router.refresh();
  };
  const begin = (work: 'save' | 'remove'): boolean => {
    if (working.current) return false;
    working.current = true;
    setBusy(work);
    setProblem(null);
    return true;
  };
  type Body = Pick<KpiProfile, 'name' | 'objective' | 'targets'>;
  const save = async (key: string, body: Body) => {
    if (!begin('save')) return;
    const answer = await request((client, how) => client.kpiProfiles.save(shopId, key, body, how));
    finish(answer.ok ? null : answer.problem, t('saved'));
  };
  const remove = async (key: string) => {
    if (!begin('remove')) return;
    const answer = await request((client, how) => client.kpiProfiles.remove(shopId, key, how));
    // A built-in profile without targets of its own has nothing to take back.
    const isAlready = !answer.ok && answer.problem.code === 'not_found';
    finish(answer.ok || isAlready ? null : answer.problem, t('removed'));
  };
  return { busy, problem, save, remove };
}
