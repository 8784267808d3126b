import { html } from 'lit';
import { renderReport, reportMeta, type ReportMeta, type Story } from './support/report.ts';
import './support/brands.css';

/** Four very different pages style the element with custom properties and parts. */
const meta: ReportMeta = { ...reportMeta, title: 'Hosts/Brands', args: { scenario: 'fifty' } };
export default meta;

function brand(name: string, text: string): Story {
  return {
    render: (args, context) =>
      html`<div class="brand brand-${name}">
        <p>${text}</p>
        ${renderReport(args, context)}
      </div>`,
  };
}

export const BrandBank: Story = {
  name: 'Bank',
  ...brand('bank', 'Client mailings and their results.'),
};
export const BrandTerminal: Story = {
  name: 'Developer tool',
  ...brand('terminal', '$ report --campaigns --last 30d'),
};
export const BrandParty: Story = {
  name: 'Party shop',
  ...brand('party', 'All our invitations at a glance.'),
};
export const BrandAuthority: Story = {
  name: 'Public authority',
  ...brand('authority', 'Messages to citizens, published every morning.'),
};
