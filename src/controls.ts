import { ColumnSelector } from './columns/column-selector.ts';
import { SearchField } from './search/search-field.ts';
import { TimeFramePicker } from './time-frame/time-frame-picker.ts';

export { changeColumns } from './columns/column-changes.ts';
export { loadControlMessages } from './i18n/control-languages.ts';
export { quickTexts } from './i18n/quick-texts.ts';

/**
 * What the reader chooses the report with. None of it is needed to show and to sort a report, so none of it is waited for:
 * the report loads it once its frame is there.
 */
export const controlElements = {
  'cer-column-selector': ColumnSelector,
  'cer-search-field': SearchField,
  'cer-time-frame-picker': TimeFramePicker,
};

declare global {
  interface HTMLElementTagNameMap {
    'cer-column-selector': ColumnSelector;
    'cer-search-field': SearchField;
    'cer-time-frame-picker': TimeFramePicker;
  }
}
