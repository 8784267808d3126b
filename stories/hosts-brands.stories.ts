import { html } from 'lit';
import { renderReport, reportMeta, type ReportMeta, type Story } from './support/report.ts';
import './support/brands.css';

/** Four pages that could not be more different; custom properties and parts make the element their own. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Brands', args: { scenario: 'fifty' } };
export default meta;

function brand(name: string, words: string): Story {
  return {
    render: (args, context) =>
      html`<div class="brand brand-${name}">
        <p>${words}</p>
        ${renderReport(args, context)}
      </div>`,
  };
}

export const BrandBank: Story = {
  name: 'A bank',
  ...brand('bank', 'Letters to our clients, and how they were received.'),
};
export const BrandTerminal: Story = {
  name: 'A developers’ tool',
  ...brand('terminal', '$ report --campaigns --last 30d'),
};
export const BrandParty: Story = {
  name: 'A party shop',
  ...brand('party', 'Every invitation we sent, and who came along.'),
};
export const BrandAuthority: Story = {
  name: 'A public authority',
  ...brand('authority', 'Messages to citizens, published every morning.'),
};
