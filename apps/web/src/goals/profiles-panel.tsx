import { useLocale, useTranslations } from 'next-intl';
import type { KpiProfile } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { Panel } from '../shell/panel.tsx';
import { EditProfile } from './edit-profile.tsx';
import { formatTarget } from './format-target.ts';
import { useProfileName } from './profile-name.ts';
import classes from './goals.module.css';

/** What ads of this shop can be for, and what is asked of them. */
export function ProfilesPanel(props: {
  shopId: string;
  currency: string;
  profiles: KpiProfile[];
  canManage: boolean;
}) {
  const t = useTranslations('goals');
  const { shopId, currency, profiles } = props;
  return (
    <Panel
      title={t('profiles')}
      note={t('profilesNote')}
      aside={
        props.canManage && (
          <EditProfile shopId={shopId} currency={currency} profiles={profiles} profile={null} />
        )
      }
    >
      <ul className={classes.profiles}>
        {profiles.map((profile) => (
          <ProfileCard key={profile.key} {...props} profile={profile} />
        ))}
      </ul>
    </Panel>
  );
}

function ProfileCard(props: Parameters<typeof ProfilesPanel>[0] & { profile: KpiProfile }) {
  const t = useTranslations('goals');
  const locale = useLocale();
  const name = useProfileName();
  const { profile, currency } = props;
  return (
    <li className={classes.profile} data-profile={profile.key}>
      <div className={classes.profileHead}>
        <h3>{name(profile)}</h3>
        <Tag>{t(`objectives.${profile.objective}`)}</Tag>
        {profile.built_in && <Tag>{t('isBuiltIn')}</Tag>}
      </div>
      <dl>
        {profile.metrics.map((metric) => {
          const target = profile.targets[metric];
          return (
            <div key={metric} data-set={target !== undefined}>
              <dt>{t(`metrics.${metric}`)}</dt>
              <dd>
                {target === undefined
                  ? t('noTarget')
                  : t(`bound.${isCeiling(metric) ? 'atMost' : 'atLeast'}`, {
                      value: formatTarget(metric, target, currency, locale),
                    })}
              </dd>
            </div>
          );
        })}
      </dl>
      {props.canManage && (
        <EditProfile
          shopId={props.shopId}
          currency={currency}
          profiles={props.profiles}
          profile={profile}
        />
      )}
    </li>
  );
}

/** Costs and frequency are wanted low, the others high. */
const isCeiling = (metric: KpiProfile['metrics'][number]): boolean =>
  ['cpa', 'cpc', 'cost_per_landing', 'frequency'].includes(metric);
