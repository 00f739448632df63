'use client';

import { Checkbox, Group, MultiSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { KpiProfile, RuleScope, RuleTemplate } from '../api/types.ts';
import { useProfileName } from '../goals/profile-name.ts';
import { useKnown } from '../i18n/use-known.ts';
import type { AdAccount } from './ad-accounts.ts';
import { ObjectPicker, type PickedObject } from './object-picker.tsx';

/** Which objects a rule looks at; nothing chosen is everything. */
export function ScopeFields(props: {
  shopId: string;
  template: Pick<RuleTemplate, 'levels'>;
  accounts: AdAccount[];
  profiles: KpiProfile[];
  picked: PickedObject[];
  scope: RuleScope;
  errors: Readonly<Record<string, string>>;
  onChange: (scope: RuleScope) => void;
}) {
  const t = useTranslations('rules.form');
  const levels = useTranslations('rules.levels');
  const platform = useKnown('platforms');
  const profileName = useProfileName();
  const { scope, errors, template } = props;
  const change = (part: Partial<RuleScope>) => props.onChange({ ...scope, ...part });
  return (
    <>
      {props.accounts.length > 1 && (
        <MultiSelect
          label={t('accounts')}
          placeholder={scope.connector_ids.length === 0 ? t('allAccounts') : undefined}
          data={props.accounts.map(({ id, name, platform: code, currency }) => ({
            value: id,
            label: `${platform(code)} · ${name} · ${currency}`,
          }))}
          value={scope.connector_ids}
          // Amounts follow the accounts: what currency they were in said nothing about others.
          onChange={(ids) => change({ connector_ids: ids, currency: null })}
          error={errors['scope.connector_ids']}
          clearable
          size="md"
        />
      )}
      {template.levels.length > 1 && (
        <Checkbox.Group
          label={t('levels')}
          description={t('levelsHint')}
          value={scope.levels}
          onChange={(chosen) => change({ levels: chosen })}
          error={errors['scope.levels']}
        >
          <Group gap="md" mt={8}>
            {template.levels.map((level) => (
              <Checkbox key={level} value={level} label={levels(level)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <MultiSelect
        label={t('profiles')}
        placeholder={scope.profiles.length === 0 ? t('allProfiles') : undefined}
        data={props.profiles.map((profile) => ({
          value: profile.key,
          label: profileName(profile),
        }))}
        value={scope.profiles}
        onChange={(keys) => change({ profiles: keys })}
        error={errors['scope.profiles']}
        clearable
        size="md"
      />
      <ObjectPicker
        shopId={props.shopId}
        picked={props.picked}
        value={scope.entity_ids}
        error={errors['scope.entity_ids']}
        onChange={(ids) => change({ entity_ids: ids })}
      />
    </>
  );
}
