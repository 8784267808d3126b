import { html, type TemplateResult } from 'lit';
import type { ColumnListMessages } from '../i18n/column-list-messages.ts';
import { formatFigureChoices, readFigureChoices } from '../model/figure-choices.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { ColumnRequest } from '../ui/column-request.ts';

/** The additions to the figures in cells, in the order of the choices. */
const offered = ['bars', 'heat', 'intervals'] as const;

/** Renders the choice of additions to the figures in cells. */
export function renderCellExtras(
  figures: string,
  { inCells, inCellsHint, cellExtras }: ColumnListMessages,
  request: (request: ColumnRequest) => void,
): TemplateResult {
  const { show } = readFigureChoices(figures);
  const toggle = (extra: (typeof offered)[number]) =>
    request({ apply: (view) => withExtraToggled(view, extra), announce: undefined });
  return html`<fieldset class="in-cells" aria-describedby="in-cells-hint">
    <legend>${inCells}</legend>
    ${offered.map(
      (extra) =>
        html`<label
          ><input type="checkbox" .checked=${show.includes(extra)} @change=${() => toggle(extra)} />${
            cellExtras[extra]
          }</label
        >`,
    )}
    <p id="in-cells-hint" class="definition">${inCellsHint}</p>
  </fieldset>`;
}

function withExtraToggled(view: ViewState, extra: (typeof offered)[number]): ViewState {
  const choices = readFigureChoices(view.figures);
  const others = choices.show.filter((each) => each !== extra);
  const show = others.length < choices.show.length ? others : [...others, extra].sort();
  return { ...view, figures: formatFigureChoices({ ...choices, show }) };
}
