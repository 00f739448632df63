/** How much a bench business holds. */
export interface BusinessSize {
  shops: number;
  ordersPerShop: number;
  /** Days of orders and ads, ending today. */
  days: number;
  /** Ad objects per shop; each reports every day. */
  campaigns: number;
  adsets: number;
  ads: number;
}

/** 1,000,000 orders and 5,000,000 metric rows. */
export const FULL_BUSINESS: BusinessSize = {
  shops: 20,
  ordersPerShop: 50_000,
  days: 400,
  campaigns: 14,
  adsets: 60,
  ads: 550,
};

/** A tenth of it. */
export const QUICK_BUSINESS: BusinessSize = {
  ...FULL_BUSINESS,
  ordersPerShop: 5_000,
  campaigns: 4,
  adsets: 12,
  ads: 45,
};

export const orderCount = ({ shops, ordersPerShop }: BusinessSize): number => shops * ordersPerShop;

export const metricCount = ({ shops, days, campaigns, adsets, ads }: BusinessSize): number =>
  shops * days * (1 + campaigns + adsets + ads);
