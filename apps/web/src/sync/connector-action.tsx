import { useTranslations } from 'next-intl';
import type { SyncConnector } from '../api/types.ts';
import { LinkButton } from '../feedback/link-button.tsx';
import { useKnown } from '../i18n/use-known.ts';
import { RebuildButton } from './rebuild-button.tsx';

/** Platforms whose accounts are connected in the web app. */
const WITH_FORM: readonly string[] = ['shopify', 'meta'];

/** The one thing to do about an account: give it credentials, or read chosen days again. */
export function ConnectorAction(props: {
  connector: SyncConnector;
  shopId: string;
  today: string;
}) {
  const { connector, shopId } = props;
  const t = useTranslations('sync');
  const platform = useKnown('platforms');
  const connect = `/connect?shop=${shopId}&platform=${connector.platform}`;
  if (connector.mode === 'import' && WITH_FORM.includes(connector.platform)) {
    return (
      <footer>
        <LinkButton href={connect} variant="default">
          {t('connectApi')}
        </LinkButton>
      </footer>
    );
  }
  if (connector.mode !== 'api') return null;
  const isOff = connector.status === 'needs_reauth' || connector.status === 'disabled';
  return (
    <footer>
      {isOff ? (
        <LinkButton href={connect}>{t('reconnect')}</LinkButton>
      ) : (
        <RebuildButton
          shopId={shopId}
          connectorId={connector.id}
          name={`${platform(connector.platform)} · ${connector.name}`}
          today={props.today}
        />
      )}
    </footer>
  );
}
