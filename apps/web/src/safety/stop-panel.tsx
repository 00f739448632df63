import { useTranslations } from 'next-intl';
import type { KillSwitch, Me } from '../api/types.ts';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { Tag } from '../feedback/tag.tsx';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { Panel } from '../shell/panel.tsx';
import { ReleaseButton } from './release-button.tsx';
import { StopButton } from './stop-button.tsx';
import { StopFacts } from './stop-facts.tsx';
import classes from './safety.module.css';

/** The kill switch: of everything, large, and of each shop. */
export function StopPanel(props: {
  killSwitch: KillSwitch;
  shops: InboxShop[];
  role: Me['role'];
  now: number;
}) {
  const t = useTranslations('safety');
  const { killSwitch, shops, role } = props;
  const { stops, mode } = killSwitch;
  const all = stops.find(({ shop_id: shopId }) => shopId === null);
  const isOwner = role === 'AGENCY_OWNER';
  const hasOwnStop = stops.some(({ shop_id: shopId }) => shopId !== null);
  const showsShops = shops.length > 1 || role === 'STORE_USER' || hasOwnStop;
  return (
    <Panel title={t('panel.title')} note={t('panel.note')}>
      <div className={classes.switch} data-stopped={all ? true : undefined}>
        <div className={classes.state}>
          <strong>{t(all ? 'panel.stopped' : 'panel.running')}</strong>
          {all ? <StopFacts stop={all} now={props.now} /> : <span>{t('panel.runningText')}</span>}
        </div>
        {!all && role !== 'STORE_USER' && <StopButton />}
        {all &&
          (isOwner ? (
            <ReleaseButton mode={mode} large />
          ) : (
            <p className={classes.hint}>{t('panel.ownerOnly')}</p>
          ))}
      </div>
      {showsShops && (
        <ul className={classes.shops} aria-label={t('panel.perShop')}>
          {shops.map((shop) => {
            const stop = stops.find(({ shop_id: shopId }) => shopId === shop.id);
            const named = { id: shop.id, name: shop.name };
            return (
              <li key={shop.id}>
                <div className={classes.state}>
                  <span className={classes.shop}>
                    <strong>{shop.name}</strong>
                    <Tag tone={stop || all ? 'bad' : 'plain'}>
                      {t(
                        stop
                          ? 'panel.shopStopped'
                          : all
                            ? 'panel.stoppedWithAll'
                            : 'panel.shopRunning',
                      )}
                    </Tag>
                  </span>
                  {stop && <StopFacts stop={stop} now={props.now} />}
                </div>
                {shop.canManage &&
                  (stop ? <ReleaseButton shop={named} mode={mode} /> : <StopButton shop={named} />)}
              </li>
            );
          })}
        </ul>
      )}
      <LiveRefresh busy={false} />
      <p className={classes.mode}>
        <strong>{t(`mode.${mode}.name`)}</strong> {t(`mode.${mode}.text`)}
      </p>
    </Panel>
  );
}
