import { describeValue } from '../endpoint/contract-error.ts';
import { warnAbout } from '../platform/warn-about.ts';
import type { NamedView } from '../table-model/saved-view.ts';
import { isNamedView } from './own-views.ts';

const expected = 'expected { name: a string, view: an object }';

/** Describes a property that is no list of views, or each entry that is no view. */
function mistakesIn(views: unknown): readonly string[] {
  if (!Array.isArray(views)) return [`views is ignored: expected an array, got ${describeValue(views)}.`];
  return views.flatMap((view: unknown, index) =>
    isNamedView(view) ? [] : `views[${index}] is ignored: ${expected}, got ${describeValue(view)}.`,
  );
}

/**
 * Returns a function that returns the views that the host of an element has set, without invalid ones. These are logged, once
 * for each value of the property.
 */
export function hostViewsOf(element: { readonly id: string; readonly views: unknown }): () => readonly NamedView[] {
  let checked: unknown;
  return () => {
    const { views } = element;
    if (views && views !== checked) {
      checked = views;
      for (const mistake of mistakesIn(views)) warnAbout(element, `${mistake} See docs/views.md.`);
    }
    return Array.isArray(views) ? views.filter(isNamedView) : [];
  };
}
