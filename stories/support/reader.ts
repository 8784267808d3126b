import { eventually, type ReportPage } from '../../test/support/report-page.ts';

const selectors = {
  button: 'button, [role=button]',
  checkbox: '[type=checkbox]',
  dialog: 'dialog, [role=dialog]',
  menuitem: '[role^=menuitem]',
  option: '[role=option]',
  radio: '[type=radio]',
  searchbox: '[type=search]',
  textbox: 'input[type=text]',
  tree: '[role=tree]',
  separator: '[role=separator]',
  combobox: 'select',
  date: '[type=date]',
} as const;

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Returns the accessible name of an element. */
function nameOf(element: Element): string {
  const { labels } = element as HTMLInputElement;
  const title = (element.getRootNode() as ShadowRoot).getElementById(element.getAttribute('aria-labelledby') ?? '');
  return plain(
    element.getAttribute('aria-label') ?? title?.textContent ?? labels?.[0]?.textContent ?? element.textContent,
  );
}

/** Returns the visible element with a role and an accessible name. */
export function find(page: ReportPage, role: keyof typeof selectors, name: string): HTMLElement {
  const candidates = page
    .all(selectors[role])
    .filter((element) => element.checkVisibility({ visibilityProperty: true }));
  const found = candidates.find((element) => nameOf(element) === name);
  if (!found) throw new Error(`No ${role} "${name}". Found: ${candidates.map(nameOf).join(', ')}`);
  return found as HTMLElement;
}

/** Waits for the element with a role and an accessible name. */
export function appears(page: ReportPage, role: keyof typeof selectors, name: string): Promise<HTMLElement> {
  return eventually(`${role} "${name}"`, () => {
    try {
      return find(page, role, name);
    } catch {
      return undefined;
    }
  });
}

/** Clicks the element with a role and an accessible name. */
export async function press(page: ReportPage, role: keyof typeof selectors, name: string): Promise<void> {
  (await appears(page, role, name)).click();
  await page.settled();
}

/** Enters text into a field, as if typed. */
export async function write(
  page: ReportPage,
  role: 'searchbox' | 'date' | 'textbox',
  name: string,
  text: string,
): Promise<void> {
  const field = (await appears(page, role, name)) as HTMLInputElement;
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  if (role === 'textbox') field.dispatchEvent(new Event('change', { bubbles: true }));
  await page.settled();
}

/** Returns the focused element, across shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Presses a key on the focused element. */
export function pressKey(
  key: string,
  modifiers: Pick<KeyboardEventInit, 'altKey' | 'ctrlKey' | 'shiftKey'> = {},
): void {
  focused()?.dispatchEvent(
    new KeyboardEvent('keydown', { key, ...modifiers, bubbles: true, composed: true, cancelable: true }),
  );
}

/** Drags from one element to another with the mouse. */
export async function drag(from: Element, to: Element): Promise<void> {
  const centre = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { clientX: x + width / 2, clientY: y + height / 2 };
  };
  // The mouse always has pointer id 1.
  const send = (target: EventTarget, type: string, place: { clientX: number; clientY: number }) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        ...place,
        pointerId: 1,
        buttons: 1,
        pointerType: 'mouse',
        bubbles: true,
        composed: true,
      }),
    );
  send(from, 'pointerdown', centre(from));
  send(window, 'pointermove', centre(to));
  await new Promise(requestAnimationFrame);
  send(window, 'pointerup', centre(to));
}

/** Opens the time frame picker. */
export async function openTimeFrames(page: ReportPage): Promise<void> {
  (page.all('[part~=time-frame-button]')[0] as HTMLElement).click();
  await eventually('the time frames', () => page.all('[role=option]').length > 0);
}
