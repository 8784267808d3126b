import { html, nothing, type TemplateResult } from 'lit';
import type { EmailLocalization } from './email-localization.ts';
import type { EmailPosition } from './email-position.ts';

export interface EmailNavigation {
  readonly position: EmailPosition | undefined;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly step: (step: 1 | -1) => void;
  readonly close: () => void;
}

/** Renders the buttons that step to other emails and close the dialog, with the position of the email. */
export function renderNavigation(
  { position, hasPrevious, hasNext, step, close }: EmailNavigation,
  { emailMessages, formats }: EmailLocalization,
): TemplateResult {
  return html`<div class="navigation">
    ${renderStep(emailMessages.previous, -1, hasPrevious, step)}
    ${
      position
        ? html`<bdi class="position note"
            >${emailMessages.position(formats.count(position.number), formats.count(position.count))}</bdi
          >`
        : nothing
    }
    ${renderStep(emailMessages.next, 1, hasNext, step)}
    <button type="button" class="control close" part="viewer-close" @click=${close}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
      ${emailMessages.close}
    </button>
  </div>`;
}

/** Renders a step button with `aria-disabled`: `disabled` would lose the focus at the last email. */
function renderStep(label: string, step: 1 | -1, isEnabled: boolean, onStep: EmailNavigation['step']): TemplateResult {
  return html`<button
    type="button"
    class="control icon"
    part="viewer-step"
    title=${label}
    aria-label=${label}
    aria-disabled=${String(!isEnabled)}
    aria-keyshortcuts=${step > 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp'}
    @click=${() => onStep(step)}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${step > 0 ? 'M4 6l4 4 4-4' : 'M4 10l4-4 4 4'} /></svg>
  </button>`;
}
