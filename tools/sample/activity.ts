/** The activity types that the report reads, and two of the many that it does not. */
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
} as const;

/** One record of an extract before it has a guid and a line. */
export interface Activity {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly typeId: number;
  readonly leadId: number;
  /** '' for an activity outside of any campaign. */
  readonly campaignId: string;
  /** The email's id, or that of another asset for other types. */
  readonly assetId: number;
  readonly assetName: string;
  /** A JSON object. */
  readonly attributes: string;
  /** `succeeded`, or why a step did not happen. */
  readonly actionResult: string;
}
