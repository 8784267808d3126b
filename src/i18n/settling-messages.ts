/** Why figures can still change, and when deliveries settle. */
export interface SettlingMessages {
  /** Deliveries are pending. */
  readonly pending: (count: number, formatted: string) => string;
  /** No delivery is pending, but the first send is recent. */
  readonly recent: string;
  /** The same of several emails: that of the newest one is recent. */
  readonly recentEmail: string;
  /** No send is later than the end of the data. */
  readonly settled: (instant: string) => string;
  /** Only the first send is known. */
  readonly settledFirst: (instant: string) => string;
  readonly settledNewest: (instant: string) => string;
}
