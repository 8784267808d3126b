import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site.ts';

/** A fenced code block of a page. */
export interface Example {
  /** The path of the page from the root of the project. */
  readonly page: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** The word after the opening fence; empty without one. */
  readonly language: string;
  readonly code: string;
}

const documentation = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .sort();

/** The pages that developers read, as paths from the root of the project. */
export const pages: readonly string[] = ['README.md', ...documentation.map((name) => join('docs', name))];

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** All fenced code blocks of a page, in order. */
export function examplesOf(page: string): Example[] {
  const text = readPage(page);
  return [...text.matchAll(/^( *)```(\S*).*\n([^]*?)^\1```$/gm)].map(({ index, 2: language = '', 3: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    code,
  }));
}

/** The text of a page without its code blocks. */
export function proseOf(page: string): string {
  return readPage(page).replace(/^( *)```[^]*?^\1```$/gm, '');
}

/** The anchors of a page's headings, as GitHub creates them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const earlier = seen.get(anchor) ?? 0;
    seen.set(anchor, earlier + 1);
    return earlier === 0 ? anchor : `${anchor}-${earlier}`;
  });
  return new Set(anchors);
}

/** The targets of a page's links within the project: a path from the root, and an anchor if the link has one. */
export function linksOf(page: string): { readonly target: string; readonly anchor: string }[] {
  return [...proseOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(
    ([, path = '', anchor = '']) => ({ target: path === '' ? page : join(page, '..', path), anchor }),
  );
}
