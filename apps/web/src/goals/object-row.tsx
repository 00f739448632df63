'use client';

import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronRight } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type CSSProperties, useId, useRef, useState } from 'react';
import { request } from '../api/browser.ts';
import type { AdEntity, KpiProfile } from '../api/types.ts';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { useKnown } from '../i18n/use-known.ts';
import type { TreeNode } from './object-tree.ts';
import { useProfileName } from './profile-name.ts';
import classes from './goals.module.css';

interface Props {
  node: TreeNode;
  depth: number;
  shopId: string;
  profiles: KpiProfile[];
  canManage: boolean;
}

/** An ad object with what it is for; what lies below it opens on request. */
export function ObjectRow(props: Props) {
  const t = useTranslations('goals');
  const levels = useTranslations('rules.levels');
  const status = useKnown('ads.status');
  const { node, depth } = props;
  const { entity, children } = node;
  const [opened, setOpened] = useState(entity.level === 'account');
  const id = useId();
  const state = wordOf(entity.effective_status ?? entity.status);
  return (
    <li>
      <div className={classes.object} style={{ '--depth': depth } as CSSProperties}>
        {children.length > 0 ? (
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={opened}
            aria-controls={id}
            aria-label={t(opened ? 'collapse' : 'expand', { name: entity.name })}
            onClick={() => setOpened(!opened)}
          >
            <IconChevronRight size={16} stroke={1.8} aria-hidden />
          </button>
        ) : (
          <span className={classes.toggle} />
        )}
        <span className={classes.objectName}>
          <strong>{entity.name}</strong>
          <small>
            {[
              levels(entity.level),
              state === null ? null : status(state),
              children.length > 0 ? t('below', { count: children.length }) : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </small>
        </span>
        <ProfileOf {...props} entity={entity} />
      </div>
      {opened && children.length > 0 && (
        <ul className={classes.tree} id={id}>
          {children.map((child) => (
            <ObjectRow key={child.id} {...props} node={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** An account's state is a number of the platform's own on some; that says nothing to a reader. */
const wordOf = (state: string | null): string | null =>
  state === null || /^\d+$/.test(state) ? null : state;

/** The profile of an object and the choice of another; it moves when the server has said yes. */
function ProfileOf({ entity, profiles, shopId, canManage }: Props & { entity: AdEntity }) {
  const t = useTranslations('goals');
  const nameOf = useProfileName();
  const words = useWriteProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const name = (key: string) => {
    const profile = profiles.find((one) => one.key === key);
    return profile ? nameOf(profile) : key;
  };
  const attach = async (key: string) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    const target = {
      shopId,
      connectorId: entity.connector_id,
      level: entity.level,
      entityId: entity.entity_id,
    };
    const answer = await request((client, how) =>
      client.kpiProfiles.attach(target, { profile_key: key === '' ? null : key }, how),
    );
    sending.current = false;
    setBusy(false);
    if (answer.ok) {
      notifications.show({
        message: t('attached', { name: entity.name, profile: name(answer.data.profile) }),
      });
      router.refresh();
    } else {
      const { title, text } = words(answer.problem);
      notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
    }
  };
  const taken =
    entity.own_profile === null ? t('inherited', { profile: name(entity.profile) }) : t('inherit');
  if (!canManage) {
    return (
      <span className={classes.fixed}>
        {entity.own_profile === null ? taken : name(entity.own_profile)}
      </span>
    );
  }
  return (
    <NativeSelect
      className={classes.pick}
      size="xs"
      aria-label={t('profileOf', { name: entity.name })}
      value={entity.own_profile ?? ''}
      disabled={busy}
      classNames={{ input: entity.own_profile === null ? classes.taken : classes.own }}
      onChange={(event) => void attach(event.currentTarget.value)}
      data={[
        { value: '', label: taken },
        ...profiles.map((profile) => ({ value: profile.key, label: nameOf(profile) })),
      ]}
    />
  );
}
