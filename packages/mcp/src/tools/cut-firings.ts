const MOST_FIRINGS = 100;

interface Run {
  accounts: readonly { firings: readonly object[] }[];
}

/** A report that fits into an answer: the newest firings of each account; totals and days stay whole. */
export function cutFirings<R extends Run & { compare: Run | null }>(report: R): object {
  return { ...cut(report), compare: report.compare && cut(report.compare) };
}

const cut = (run: Run): object => ({
  ...run,
  accounts: run.accounts.map((account) => ({
    ...account,
    firings: account.firings.slice(-MOST_FIRINGS),
    firings_left_out: Math.max(0, account.firings.length - MOST_FIRINGS),
  })),
});
