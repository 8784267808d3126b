import type { ArchivedChoice, CampaignGroup, Operator } from '../model/filter.ts';

/** The text of the filter: its conditions, its panel, and the line of its chips. */
export interface FilterMessages {
  readonly campaigns: (count: number, formatted: string) => string;
  readonly folder: (path: string) => string;
  readonly archived: Readonly<Record<ArchivedChoice, string>>;
  /** Of a condition on a column that the report lacks. */
  readonly withoutEffect: (condition: string) => string;
  readonly remove: (condition: string) => string;
  readonly clearAll: string;
  readonly close: string;
  /** The label of the line of chips. */
  readonly active: string;
  /** The label of the tree of folders and campaigns. */
  readonly tree: string;
  readonly groups: Readonly<Record<CampaignGroup, string>>;
  readonly find: string;
  readonly noResults: (text: string) => string;
  /** Below the tree, without a selection. */
  readonly allCampaigns: string;
  /** Below the tree, for a report whose other campaigns have not loaded. */
  readonly loadedOnly: string;
  /** Below the tree, if lines in a selected folder are disabled. */
  readonly entireFolder: string;
  /** Below the tree, while the list of all campaigns loads, and if it failed to. */
  readonly loadingCampaigns: string;
  readonly campaignsFailed: string;
  /** The choices for archived campaigns: `both`, `exclude`, `only`. */
  readonly archivedLabel: string;
  readonly archivedChoices: Readonly<Record<ArchivedChoice | 'both', string>>;
  readonly figures: string;
  readonly column: string;
  /** The label of the operators. */
  readonly operator: string;
  readonly value: string;
  readonly add: string;
  readonly operators: Readonly<Record<Operator, string>>;
  readonly dateOperators: Readonly<Record<Operator, string>>;
  readonly invalidNumber: (example: string) => string;
  readonly invalidDate: string;
  readonly groupBy: string;
  readonly groupings: Readonly<Record<'campaign' | 'none', string>>;
}
