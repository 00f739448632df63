import { reasonText } from '@commerce/api/cards';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { RuleDetail, RuleTemplate } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatDay, formatInstant } from '../format/day.ts';
import { formatCount } from '../format/number.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import page from '../shell/page.module.css';
import { Panel } from '../shell/panel.tsx';
import table from '../table/table.module.css';
import { useParameterText } from './parameter-text.ts';
import classes from './rules.module.css';

const SHOWN = 12;

/** What a rule found lately and what became of it, how often it judged, and who changed it when. */
export function RuleHistory(props: {
  rule: RuleDetail;
  template: RuleTemplate | undefined;
  timezone: string;
  accounts: ReadonlyMap<string, string>;
  /** Of the rule's amounts. */
  currency: string;
  /** The version shown beside the present one, if any. */
  compared: number | undefined;
}) {
  return (
    <div className={`${page.two} ${classes.history}`}>
      <Findings {...props} />
      <Judgements {...props} />
    </div>
  );
}

type Props = Parameters<typeof RuleHistory>[0];

const OUTCOME_TONES = { proposed: 'accent', shadow: 'plain' } as const;

function Findings({ rule, timezone }: Props) {
  const t = useTranslations('rules');
  const locale = useLocale();
  const words = useCardLocale();
  return (
    <Panel title={t('findings')} note={t('findingsNote', { timezone })}>
      {rule.findings.length === 0 ? (
        <p className={table.none}>{t('noFindings')}</p>
      ) : (
        <ul className={classes.findings}>
          {rule.findings.slice(0, SHOWN).map((found) => (
            <li key={`${found.evaluation_id}/${found.level}/${found.entity_id}/${found.subject}`}>
              <span className={classes.findingHead}>
                <strong>{found.finding.entity_name}</strong>
                <Tag tone={OUTCOME_TONES[found.outcome as 'proposed'] ?? 'warn'}>
                  {t(`outcomes.${found.outcome}`)}
                </Tag>
              </span>
              <span>{reasonText(found.finding.reason, words)}</span>
              <small>
                {formatInstant(found.as_of, locale, timezone)}
                {found.proposal_id && (
                  <>
                    {' · '}
                    <Link href={`/inbox/${found.proposal_id}`}>{t('openProposal')}</Link>
                  </>
                )}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Judgements({ rule, timezone, accounts, ...versions }: Props) {
  const t = useTranslations('rules');
  const locale = useLocale();
  return (
    <div className={classes.stack}>
      <Panel title={t('judgements')} note={t('judgementsNote', { timezone })}>
        {rule.evaluations.length === 0 ? (
          <p className={table.none}>{t('neverJudged')}</p>
        ) : (
          <div className={table.scroll} tabIndex={0} role="group" aria-label={t('judgements')}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('when')}</th>
                  <th scope="col">{t('account')}</th>
                  <th scope="col">{t('until')}</th>
                  <th scope="col" data-align="right">
                    {t('objectsJudged')}
                  </th>
                  <th scope="col" data-align="right">
                    {t('found')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rule.evaluations.slice(0, SHOWN).map((judged) => (
                  <tr key={judged.id}>
                    <th scope="row">{formatInstant(judged.as_of, locale, timezone)}</th>
                    <td>{accounts.get(judged.connector_id)}</td>
                    <td>{formatDay(judged.last_complete_day, locale)}</td>
                    <td data-align="right">{formatCount(judged.entities, locale)}</td>
                    <td data-align="right">{formatCount(judged.findings, locale)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <Versions rule={rule} timezone={timezone} {...versions} />
    </div>
  );
}

/** Who changed it when; every earlier version can be put beside the present one. */
function Versions(props: Omit<Props, 'accounts'>) {
  const t = useTranslations('rules');
  const locale = useLocale();
  const { rule, timezone } = props;
  const own = `/shops/${rule.shop_id}/rules/${rule.id}`;
  return (
    <Panel title={t('versions')} note={t('versionsNote')}>
      <ol className={classes.versions} reversed start={rule.versions.length}>
        {rule.versions.map((version, index) => (
          <li key={version.version}>
            <strong>{t('versionNumber', { version: version.version })}</strong>
            <VersionChange
              now={version}
              before={rule.versions[index + 1]}
              currency={props.currency}
              template={props.template}
            />
            <small>
              {formatInstant(version.created_at, locale, timezone)}
              {version.version !== rule.version && (
                <>
                  {' · '}
                  {version.version === props.compared ? (
                    <Link href={own}>{t('compareNoMore')}</Link>
                  ) : (
                    <Link href={`${own}?compare=${version.version}`} prefetch={false}>
                      {t('compareVersion')}
                      <span className="visually-hidden">
                        {t('versionNumber', { version: version.version })}
                      </span>
                    </Link>
                  )}
                </>
              )}
            </small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

type Version = RuleDetail['versions'][number];

/** What a version changed, in the words of its template. */
function VersionChange(props: {
  now: Version;
  before: Version | undefined;
  /** Of the rule's amounts. */
  currency: string;
  template: RuleTemplate | undefined;
}) {
  const t = useTranslations('rules');
  const words = useCardLocale();
  const text = useParameterText();
  const { now, before, template, currency } = props;
  if (!before) return <span>{t('firstVersion')}</span>;
  const changed = Object.entries(now.parameters).flatMap(([name, value]) => {
    const old = before.parameters[name];
    if (old === value) return [];
    const spec = template?.parameters.find((candidate) => candidate.name === name);
    const label = spec?.label[words] ?? name;
    return [`${label} ${text(spec, old, currency)} → ${text(spec, value, currency)}`];
  });
  return <span>{changed.length > 0 ? changed.join(', ') : t('otherChange')}</span>;
}
