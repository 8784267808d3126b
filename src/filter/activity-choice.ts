import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { figures as english } from '../i18n/en/figures.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { hasBotMarks, hasPrivacyOpens } from '../model/chosen-activity.ts';
import {
  activities,
  formatFigureChoices,
  readFigureChoices,
  type Activity,
  type FigureChoices,
} from '../model/figure-choices.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { choiceStyles } from '../ui/choice-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { excludedText } from '../ui/figure-choice-texts.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** Changes how figures are counted. */
export function changeFigures({ updateView }: RenderContext, choice: Partial<FigureChoices>): void {
  updateView((view) => ({
    ...view,
    figures: formatFigureChoices({ ...readFigureChoices(view.figures), ...choice }),
  }));
}

/** The choice of the opens and clicks that count, with the number of people that each option leaves out. */
export class ActivityChoice extends ShadowElement {
  static override styles = [
    baseStyles,
    choiceStyles,
    css`
      /* Below the text of its option. */
      .hint {
        padding-inline-start: 24px;
      }
    `,
  ];

  @property({ attribute: false }) context!: RenderContext;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'figures', english, translations },
    messages: () => this.context.localization.messages,
  });

  get locale(): string {
    return this.context.locale;
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  /** Where the data does not tell bots from people, a choice would do nothing. */
  protected override render(): TemplateResult | typeof nothing {
    const { displayed, view } = this.context;
    const report = displayed?.loaded.report;
    const { activity } = readFigureChoices(view.figures);
    const texts = this.#messages.current;
    if (!report) return nothing;
    if (!hasBotMarks(report) && activity === 'all') return html`<p class="hint">${texts.noBotMarks}</p>`;
    const offered = activities.filter(
      (choice) => choice !== 'person' || choice === activity || hasPrivacyOpens(report),
    );
    return html`<fieldset>
      <legend>${texts.activityLabel}</legend>
      ${offered.map((choice) => this.#renderOption(choice, choice === activity))}
    </fieldset>`;
  }

  #renderOption(choice: Activity, isChosen: boolean): TemplateResult {
    const texts = this.#messages.current;
    const excluded = choice === 'all' ? undefined : excludedText(choice, this.context, texts);
    return html`<label
        ><input
          type="radio"
          name="activity"
          value=${choice}
          aria-describedby=${choice}
          .checked=${isChosen}
          @change=${() => changeFigures(this.context, { activity: choice })}
        />${texts.activities[choice]}</label
      >
      <p class="hint" id=${choice}>${excluded === undefined ? nothing : texts.excludes(excluded)}</p>`;
  }
}

defineElement('cer-activity-choice', ActivityChoice);

declare global {
  interface HTMLElementTagNameMap {
    'cer-activity-choice': ActivityChoice;
  }
}
