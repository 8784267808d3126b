import { ColumnSelector } from './column-selector.ts';
import { SearchField } from './search-field.ts';
import { TimeFramePicker } from './time-frame-picker.ts';

export { changeColumns } from './column-changes.ts';
export { loadControlMessages } from '../text/control-languages.ts';
export { quickTexts } from '../text/quick-texts.ts';

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
