import { expect } from 'storybook/test';
import { eventually } from '../test/support/report-page.ts';
import { appears, openTimeFrames, press } from './support/reader.ts';
import { playedInDocs, reportMeta, settled, type ReportMeta, type Story } from './support/report.ts';

/** Le rapport sur une page en français, c’est-à-dire avec `lang="fr"`. */
const meta: ReportMeta = {
  ...reportMeta,
  // Without the special character of the title, which an address would encode.
  id: 'french',
  title: 'Français/Exemples',
  globals: { language: 'fr' },
  args: { scenario: 'fifty' },
};
export default meta;

export const Report: Story = { name: 'Rapport' };

export const TimeFrame: Story = {
  name: 'Période',
  parameters: { docs: { story: playedInDocs } },
  play: async ({ canvasElement, args, globals }) => openTimeFrames(await settled(canvasElement, args, globals)),
};

export const Columns: Story = {
  name: 'Colonnes',
  parameters: { docs: { story: playedInDocs } },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await press(page, 'button', 'Colonnes');
    await appears(page, 'searchbox', 'Rechercher une colonne');
  },
};

export const Email: Story = {
  name: 'E‑mail',
  parameters: { docs: { story: playedInDocs } },
  args: { scenario: 'email-real' },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    (page.all('tbody button.link')[0] as HTMLElement | undefined)?.click();
    await eventually('the email', () => page.all('[part~=viewer-frame]').length > 0);
  },
};

export const Empty: Story = { name: 'Aucun e‑mail', args: { scenario: 'empty' } };
export const ServerError: Story = { name: 'Erreur du serveur', args: { scenario: 'server-error' } };
export const ContractError: Story = { name: 'Réponse non conforme', args: { scenario: 'breach-everywhere' } };

export const Texts: Story = {
  name: 'Textes du site',
  args: { messages: { title: 'Résultats de nos newsletters' } },
  play: async ({ canvasElement, args, globals }) => {
    const page = await settled(canvasElement, args, globals);
    await expect(page.all('[part=heading]')[0]).toHaveTextContent('Résultats de nos newsletters');
  },
};

export const Phone: Story = { name: 'Téléphone', globals: { language: 'fr', viewport: { value: '360' } } };
