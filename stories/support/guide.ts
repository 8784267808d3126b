/** The pages that replace a guide of `docs` in links. */
const pages: Readonly<Record<string, string>> = {
  'styling.md': '?path=/docs/guides-theming-recipes--docs',
};

/** Prepares a guide of `docs` for a page that has its own title: links lead to pages of the Storybook. */
export function forStorybook(guide: string): string {
  const text = guide.replace(/^# .*\n/, '');
  return text.replace(/\[([^\]]+)\]\((\w+\.md)[^)]*\)/g, (_, label: string, file: string) =>
    pages[file] ? `[${label}](${pages[file]})` : label,
  );
}
