/** The activity types that the report uses, and two that it does not use. */
export const ACTIVITY = {
  visitWebpage: 1,
  send: 6,
  delivered: 7,
  hardBounce: 8,
  unsubscribe: 9,
  open: 10,
  click: 11,
  changeDataValue: 13,
  softBounce: 27,
  mergeLeads: 32,
} as const;

/** An activity, without a guid yet. */
export interface Activity {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly typeId: number;
  readonly leadId: number;
  /** Empty for an activity outside any campaign. */
  readonly campaignId: string;
  /** The id of the email, or of another asset for other types. */
  readonly assetId: number;
  readonly assetName: string;
  /** A JSON object. */
  readonly attributes: string;
  /** `succeeded`, `skipped` or `failed`. */
  readonly actionResult: string;
}
