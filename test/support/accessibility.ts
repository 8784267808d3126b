import axe from 'axe-core';

/** What is wrong with an element for people who use assistive technology, by WCAG 2.2 A and AA, in short. */
export async function accessibilityViolations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // The test page is a bare one, without the landmarks of a host's.
    rules: { region: { enabled: false }, 'target-size': { enabled: true } },
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${String(target)} ${html}`).join('; ')}`,
  );
}
