import { columnIds } from '../src/model/columns.ts';
import { dateBases } from '../src/model/report.ts';
import { namedTimeFrames } from '../src/model/time-frame.ts';
import { groupings } from '../src/view/view-state.ts';
import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** Every attribute as a control, every event in the Actions panel. */
const meta: ReportMeta = {
  ...reportMeta,
  title: 'Start/Playground',
  argTypes: {
    ...reportMeta.argTypes,
    timeFrame: { options: [...namedTimeFrames, '2026-10-01/2026-10-31', '2026-10-01/..'], control: 'select' },
    dateBasis: { options: dateBases, control: 'inline-radio' },
    timeZone: { options: ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'UTC'], control: 'select' },
    groupBy: { options: groupings, control: 'inline-radio' },
    sort: { options: ['-firstSentAt', '-sent', 'emailName', '-clickedRate,-sent'], control: 'select' },
    columns: { description: `Any of ${columnIds.join(', ')}.`, control: 'text' },
  },
};
export default meta;

export const Playground: Story = {
  args: { timeFrame: 'last-30-days', dateBasis: 'first-sent', timeZone: 'Europe/Paris', groupBy: 'campaign', sort: '-firstSentAt' },
};
