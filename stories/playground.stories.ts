import { DocsPage } from '@storybook/addon-docs/blocks';
import type { ArgTypes } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn } from 'storybook/test';
import { requestMethods } from '../src/endpoint/fetch-report.ts';
import { builtInColumns, type ColumnId } from '../src/model/columns.ts';
import { shareTargets, toolbarControls } from '../src/model/controls.ts';
import { previewModes } from '../src/model/preview-mode.ts';
import { dateBases } from '../src/model/report.ts';
import { namedTimeFrames, weekdays } from '../src/model/time-frame.ts';
import { groupings } from '../src/table-model/view-state.ts';
import { scenarioEndpoint, type ScenarioId } from '../src/testing/testing.ts';
import { attributes } from './support/described.ts';
import {
  listen,
  renderReport,
  reportMeta,
  settled,
  type ReportArgs,
  type ReportMeta,
  type Story,
} from './support/report.ts';

/** Change all attributes in the Controls panel, and see all events in the Actions panel. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Start/Playground',
  // Includes the table of attributes, events, parts and custom properties.
  parameters: { docs: { page: DocsPage } },
  argTypes: {
    ...reportMeta.argTypes,
    endpoint: {
      options: (['normal', 'ten-thousand', 'windows', 'server-error'] satisfies ScenarioId[]).map(scenarioEndpoint),
      control: 'select',
    },
    query: { control: 'object' },
    method: { options: requestMethods, control: 'inline-radio' },
    timeFrame: { options: [...namedTimeFrames, '2026-10-01/2026-10-31', '2026-10-01/..'], control: 'select' },
    dateBasis: { options: dateBases, control: 'inline-radio' },
    timeZone: { options: ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'UTC'], control: 'select' },
    groupBy: { options: groupings, control: 'inline-radio' },
    sort: { options: ['-firstSentAt', '-sent', 'emailName', '-clickedRate,-sent'], control: 'select' },
    columns: { options: builtInColumns.ids, control: 'check' },
    search: { control: 'text' },
    filter: { control: 'text' },
    figures: { control: 'text' },
    previewMode: { options: previewModes, control: 'inline-radio' },
    timeFrames: { options: namedTimeFrames, control: 'check' },
    minDate: { control: 'text' },
    maxDate: { control: 'text' },
    firstDayOfWeek: { options: weekdays, control: 'select' },
    fiscalYearStart: { control: { type: 'number', min: 1, max: 12 } },
    messages: { control: 'object' },
    extraColumns: { control: 'object' },
    controls: { options: toolbarControls, control: 'check' },
    share: { options: shareTargets, control: 'check' },
    viewStorage: { options: ['url', 'local:playground'], control: 'select' },
    viewPrefix: { control: 'text' },
    views: { control: 'object' },
    refreshInterval: { control: { type: 'number', min: 0, step: 1 } },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
};
export default meta;

const events = [
  'report-load',
  'report-error',
  'view-change',
  'row-click',
  'email-open',
  'email-link',
  'export',
] as const;
const spies = new Map<string, (detail: unknown) => void>(events.map((type) => [type, fn().mockName(type)]));
const log = listen(({ type, detail }) => spies.get(type)?.(detail));

const columns: readonly ColumnId[] = [
  'emailName',
  'firstSentAt',
  'sent',
  'delivered',
  'opened',
  'openedRate',
  'clicked',
  'clickedRate',
];

/** The check boxes of a control give an array. */
const lists = ({ columns, controls, share, timeFrames }: ReportArgs) => ({
  columns: String(columns),
  ...{ controls: String(controls), share: String(share), timeFrames: String(timeFrames) },
});

export const Playground: Story = {
  args: {
    ...{
      timeFrame: 'last-30-days',
      dateBasis: 'first-sent',
      timeZone: 'Europe/Paris',
      groupBy: 'campaign',
      sort: '-firstSentAt',
    },
    ...{ viewStorage: 'url', viewPrefix: 'cer' },
    ...{
      search: '',
      filter: '',
      figures: '',
      method: 'get',
      refreshInterval: 0,
      previewMode: 'document',
      headingLevel: 2,
    },
    // The check boxes of the control give an array.
    columns: columns as unknown as string,
    controls: toolbarControls as unknown as string,
    share: shareTargets as unknown as string,
    timeFrames: namedTimeFrames as unknown as string,
    ...{ minDate: '2024-01-01', maxDate: '2026-12-31', firstDayOfWeek: 'monday', fiscalYearStart: 10 },
  },
  render: (args, context) => renderReport({ ...args, ...lists(args) }, context),
  decorators: [
    (story) =>
      html`<div
        @report-load=${log}
        @report-error=${log}
        @view-change=${log}
        @row-click=${log}
        @email-open=${log}
        @email-link=${log}
        @export=${log}
      >
        ${story()}
      </div>`,
  ],
  play: async ({ canvasElement, args, argTypes, globals }) => {
    const { element } = await settled(canvasElement, args, globals);
    const entries = Object.values(argTypes as ArgTypes);
    const described = entries.filter(({ table }) => table?.category === 'attributes');
    await expect(described.map(({ name }) => name)).toEqual(attributes.map(({ name }) => name));
    await expect(new Set(entries.map(({ name }) => name)).size, 'no name twice').toBe(entries.length);
    await expect(new Set(described.map(({ description }) => description)).size).toBe(attributes.length);
    for (const { name, fieldName } of attributes) {
      await expect(argTypes[fieldName as keyof ReportArgs], `a control for ${name}`).toHaveProperty('control');
      await expect(element, `the attribute ${name}`).toHaveAttribute(name);
    }
  },
};
