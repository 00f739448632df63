/** `broken`: figures or reads are wrong or stand still. `warning`: works, but somebody should act. */
export type FindingStatus = 'ok' | 'warning' | 'broken';

/** One thing the doctor looked at. */
export interface Finding {
  check: string;
  status: FindingStatus;
  message: string;
  /** What to do; null when nothing is. */
  action: string | null;
}

export const ok = (check: string, message: string): Finding => ({
  check,
  status: 'ok',
  message,
  action: null,
});

export const warning = (check: string, message: string, action: string): Finding => ({
  check,
  status: 'warning',
  message,
  action,
});

export const broken = (check: string, message: string, action: string): Finding => ({
  check,
  status: 'broken',
  message,
  action,
});
