'use client';

import { Button, Group, NativeSelect, Select, Switch, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { request } from '../api/browser.ts';
import type { TelegramChat } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { Tag } from '../feedback/tag.tsx';
import { isLocale, LOCALE_NAMES, LOCALES } from '../i18n/locales.ts';
import {
  type ChatForm,
  chatChanges,
  chatForm,
  quietFault,
  timezones,
  USUAL_NIGHT,
} from './chat-form.ts';
import { RemoveChat } from './remove-chat.tsx';
import classes from './notifications.module.css';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** One chat: its language, its daily digest and when it is left in peace. */
export function ChatCard({ chat }: { chat: TelegramChat }) {
  const t = useTranslations('notify.telegram');
  const words = useProblemWords();
  const router = useRouter();
  const [form, setForm] = useState<ChatForm>(() => chatForm(chat));
  const [fault, setFault] = useState<ReturnType<typeof quietFault>>(null);
  const [problem, setProblem] = useState<ReactNode>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<ChatForm>) => setForm((now) => ({ ...now, ...part }));
  const name = chat.title ?? t('unnamed', { id: chat.chat_id });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = quietFault(form);
    setFault(wrong);
    setProblem(null);
    if (wrong) return;
    setBusy(true);
    const answer = await request((client, how) =>
      client.notifications.updateChat(chat.chat_id, chatChanges(form), how),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(words(answer.problem).text);
    notifications.show({ message: t('saved') });
    router.refresh();
  };
  return (
    <form
      className={classes.chat}
      aria-label={name}
      onSubmit={(event) => void submit(event)}
      noValidate
    >
      <div className={classes.chatHead}>
        <h3>{name}</h3>
        <Tag tone={chat.state === 'active' ? 'good' : 'bad'}>{t(`states.${chat.state}`)}</Tag>
      </div>
      {chat.state === 'blocked' && <FormMessage tone="warn" text={t('blockedText')} />}
      {problem && <FormMessage tone="bad" text={problem} />}
      <div className={classes.fields}>
        <NativeSelect
          label={t('language')}
          value={form.locale}
          onChange={({ currentTarget: { value } }) => isLocale(value) && change({ locale: value })}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          size="md"
        />
        <NativeSelect
          label={t('digest')}
          value={form.digestHour}
          onChange={(event) => change({ digestHour: event.currentTarget.value })}
          data={[
            { value: '', label: t('noDigest') },
            ...HOURS.map((hour) => ({ value: hour, label: `${hour.padStart(2, '0')}:00` })),
          ]}
          size="md"
        />
        <TimezoneField value={form.timezone} onChange={(timezone) => change({ timezone })} />
      </div>
      <Switch
        label={t('quiet')}
        description={t('quietHint')}
        checked={form.quiet !== null}
        onChange={(event) => change({ quiet: event.currentTarget.checked ? USUAL_NIGHT : null })}
      />
      {form.quiet && <QuietFields quiet={form.quiet} fault={fault} onChange={change} />}
      <Group gap="xs">
        <Button type="submit" loading={busy}>
          {t('save')}
        </Button>
        <RemoveChat id={chat.chat_id} name={name} />
      </Group>
    </form>
  );
}

function TimezoneField(props: { value: string; onChange: (timezone: string) => void }) {
  const t = useTranslations('notify.telegram');
  // Server and browser may know different timezones.
  const mounted = useMounted();
  const { value } = props;
  const known = useMemo(() => (mounted ? timezones(value) : [value]), [mounted, value]);
  return (
    <Select
      label={t('timezone')}
      value={value}
      onChange={(next) => next && props.onChange(next)}
      data={known}
      searchable
      limit={80}
      allowDeselect={false}
      nothingFoundMessage={t('noTimezone')}
      size="md"
    />
  );
}

function QuietFields(props: {
  quiet: { from: string; to: string };
  fault: 'missing' | 'same' | null;
  onChange: (part: Pick<ChatForm, 'quiet'>) => void;
}) {
  const t = useTranslations('notify.telegram');
  const { quiet, fault } = props;
  return (
    <div className={classes.times}>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          label={t(end)}
          value={quiet[end]}
          onChange={(event) =>
            props.onChange({ quiet: { ...quiet, [end]: event.currentTarget.value } })
          }
          error={end === 'from' && fault && t(`faults.${fault}`)}
        />
      ))}
    </div>
  );
}
