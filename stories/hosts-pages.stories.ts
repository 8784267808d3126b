import { reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** The language, the colours, the direction and the width are the page's. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Pages', args: { scenario: 'fifty' } };
export default meta;

export const French: Story = { globals: { language: 'fr' } };
export const Dark: Story = { globals: { scheme: 'dark' } };

/** The page, and with it the table, from right to left; figures stay as they are. */
export const RightToLeft: Story = { name: 'Right-to-left page', globals: { direction: 'rtl' }, args: { scenario: 'hostile-names' } };

export const Width360: Story = { name: '360 px', globals: { width: '360' } };
export const Width320: Story = { name: '320 px', globals: { width: '320' } };
