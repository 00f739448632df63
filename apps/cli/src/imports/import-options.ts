/** As the arguments of `commerce import` name them. */
export interface ImportOptions {
  file: string;
  shop?: string;
  account?: string;
  level?: string;
  purchaseAction?: string;
  shopName?: string;
  currency?: string;
  timezone?: string;
  dryRun?: boolean;
  yes?: boolean;
}
