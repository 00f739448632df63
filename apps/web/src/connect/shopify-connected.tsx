import { useTranslations } from 'next-intl';
import { LinkButton } from '../feedback/link-button.tsx';
import { FormMessage } from './form-message.tsx';
import { useNoteWords } from '../sync/use-note-words.ts';
import type { ConnectedShop } from './send-shopify.ts';
import classes from './connect.module.css';

/** What came of connecting, what the shop's app leaves unread, and where to look next. */
export function ShopifyConnected({ shop }: { shop: ConnectedShop }) {
  const t = useTranslations('connect.shopify');
  const noteWords = useNoteWords();
  return (
    <FormMessage
      tone={shop.warnings.length > 0 ? 'warn' : 'good'}
      text={t(shop.isFirst ? 'done' : 'doneAgain', { name: shop.name })}
    >
      {shop.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {shop.warnings.map((warning) => (
            <li key={warning.text}>{noteWords(warning)}</li>
          ))}
        </ul>
      )}
      <LinkButton href={shop.isFirst ? `/shops/${shop.id}` : `/shops/${shop.id}/sync`}>
        {t(shop.isFirst ? 'open' : 'openSync')}
      </LinkButton>
    </FormMessage>
  );
}
