import { useTranslations } from 'next-intl';
import type { TelegramChat } from '../api/types.ts';
import { Panel } from '../shell/panel.tsx';
import { ChatCard } from './chat-card.tsx';
import { PairTelegram } from './pair-telegram.tsx';
import classes from './notifications.module.css';

/** The chats that hear of decisions, and the way to let another in. */
export function TelegramPanel({ chats, now }: { chats: TelegramChat[]; now: number }) {
  const t = useTranslations('notify.telegram');
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className={classes.body}>
        <PairTelegram chats={chats.map(({ chat_id: id }) => id)} now={now} />
      </div>
      {chats.map((chat) => (
        <ChatCard key={chat.chat_id} chat={chat} />
      ))}
    </Panel>
  );
}
