import { html, type TemplateResult } from 'lit';
import type { ColumnListMessages } from '../i18n/column-list-messages.ts';
import { formatFigureChoices, readFigureChoices, type CellExtra } from '../model/figure-choices.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { ColumnRequest } from '../ui/column-request.ts';

/** The additions to the figures in cells, and those above the table, in the order of the choices. */
const inCells = ['bars', 'heat', 'intervals'] as const;
const aboveTable = ['overview'] as const;

/** Renders the choice of additions to the figures in cells, and above the table. */
export function renderCellExtras(
  figures: string,
  messages: ColumnListMessages,
  request: (request: ColumnRequest) => void,
): TemplateResult {
  const { show } = readFigureChoices(figures);
  const toggle = (extra: CellExtra) => request({ apply: (view) => withExtraToggled(view, extra), announce: undefined });
  const renderChoice = (extra: CellExtra) =>
    html`<label
      ><input type="checkbox" .checked=${show.includes(extra)} @change=${() => toggle(extra)} /><bdi
        >${messages.cellExtras[extra]}</bdi
      ></label
    >`;
  return html`<fieldset class="in-cells" aria-describedby="in-cells-hint">
      <legend>${messages.inCells}</legend>
      ${inCells.map(renderChoice)}
      <p id="in-cells-hint" class="definition">${messages.inCellsHint}</p>
    </fieldset>
    <fieldset class="in-cells">
      <legend>${messages.aboveTable}</legend>
      ${aboveTable.map(renderChoice)}
    </fieldset>`;
}

function withExtraToggled(view: ViewState, extra: CellExtra): ViewState {
  const choices = readFigureChoices(view.figures);
  const others = choices.show.filter((each) => each !== extra);
  const show = others.length < choices.show.length ? others : [...others, extra].sort();
  return { ...view, figures: formatFigureChoices({ ...choices, show }) };
}
