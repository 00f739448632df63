/** How a process of ours ends. The same numbers for every command. */
export const EXIT = {
  ok: 0,
  /** Something failed; the message says what and what was kept. */
  failed: 1,
  /** Wrong arguments or settings; nothing was started. */
  usage: 2,
  /** Another process holds the data directory or the port; nothing was changed. */
  busy: 5,
  /** Ended by force, on the second signal. */
  forced: 130,
} as const;
