import { useTranslations } from 'next-intl';
import classes from './shell.module.css';

export function Wordmark() {
  const t = useTranslations('app');
  return (
    <span className={classes.wordmark}>
      <svg viewBox="0 0 32 32" width={24} height={24} aria-hidden>
        <rect width={32} height={32} rx={8} fill="#3b55d4" />
        <path
          d="M8 21.5v-5m5.3 5v-9m5.4 9v-6.5m5.3 6.5V9.5"
          stroke="#fff"
          strokeWidth={2.6}
          strokeLinecap="round"
        />
      </svg>
      <span>{t('name')}</span>
    </span>
  );
}
