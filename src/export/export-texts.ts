import { dataNotes as englishNotes } from '../i18n/en/data-notes.ts';
import { definitions as englishDefinitions } from '../i18n/en/definitions.ts';
import { figures as englishFigures } from '../i18n/en/figures.ts';
import { filter as englishFilter } from '../i18n/en/filter.ts';
import { rowNotes as englishRowNotes } from '../i18n/en/row-notes.ts';
import { sharePanel as englishPanel } from '../i18n/en/share-panel.ts';
import type { DataNotesMessages } from '../i18n/data-notes-messages.ts';
import type { FiguresMessages } from '../i18n/figures-messages.ts';
import type { FilterMessages } from '../i18n/filter-messages.ts';
import { loadTranslation } from '../i18n/languages.ts';
import type { Definitions, LaterMessages, Messages } from '../i18n/messages.ts';
import type { RowNotesMessages } from '../i18n/row-notes-messages.ts';
import type { SharePanelMessages } from '../i18n/share-panel-messages.ts';

/** The texts in a file besides those on screen. */
export interface ExportTexts {
  readonly panel: SharePanelMessages;
  readonly definitions: Definitions;
  readonly filter: FilterMessages;
  readonly figures: FiguresMessages;
  readonly notes: DataNotesMessages;
  readonly rowNotes: RowNotesMessages;
}

/** Loads the texts of files, with the host's own texts. */
export async function loadExportTexts(locale: string, messages: Messages): Promise<ExportTexts> {
  const merge = <Feature extends keyof LaterMessages>(feature: Feature, texts: LaterMessages[Feature]) =>
    messages.mergeLater?.(feature, texts) ?? texts;
  const [panel, definitions, filter, figures, notes, rowNotes] = await Promise.all([
    loadTranslation(locale, { fr: () => import('../i18n/fr/share-panel.ts').then(({ sharePanel }) => sharePanel) }),
    loadTranslation(locale, { fr: () => import('../i18n/fr/definitions.ts').then((module) => module.definitions) }),
    loadTranslation(locale, { fr: () => import('../i18n/fr/filter.ts').then((module) => module.filter) }),
    loadTranslation(locale, { fr: () => import('../i18n/fr/figures.ts').then((module) => module.figures) }),
    loadTranslation(locale, { fr: () => import('../i18n/fr/data-notes.ts').then(({ dataNotes }) => dataNotes) }),
    loadTranslation(locale, { fr: () => import('../i18n/fr/row-notes.ts').then((module) => module.rowNotes) }),
  ]);
  return {
    panel: merge('sharePanel', panel ?? englishPanel),
    definitions: merge('definitions', definitions ?? englishDefinitions),
    filter: merge('filterPanel', filter ?? englishFilter),
    figures: merge('figures', figures ?? englishFigures),
    notes: merge('dataNotes', notes ?? englishNotes),
    rowNotes: merge('rowNotes', rowNotes ?? englishRowNotes),
  };
}
