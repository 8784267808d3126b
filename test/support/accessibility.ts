import axe from 'axe-core';

/** The violations that axe finds in an element (WCAG 2.2 A and AA, and best practices), one line each. */
export async function accessibilityViolations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // The test page has no landmarks, unlike a host page.
    rules: { region: { enabled: false }, 'target-size': { enabled: true } },
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${String(target)} ${html}`).join('; ')}`,
  );
}
