import { removedElements } from './allow-list.ts';
import { attributeOf, type EmailElement, type EmailNode } from './email-tree.ts';

const lineElements = new Set(
  `address article aside blockquote body center dd div dl dt fieldset figure footer form header hr li main nav
  optgroup option p pre section table textarea tr`.split(/\s+/),
);
const paragraphElements = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '));

/** Converts an email to plain text: block elements become lines and paragraphs, images their alternative text. */
export function toPlainText(root: EmailElement): string {
  const textOf = (node: EmailNode): string => {
    if (typeof node === 'string') return node.replace(/\s+/g, ' ');
    if (removedElements.has(node.name) || node.name === 'style' || isHidden(node)) return '';
    if (node.name === 'br') return '\n';
    if (node.name === 'img') return attributeOf(node, 'alt') ?? '';
    const content = node.children.map(textOf).join('');
    if (node.name === 'li') return `\n• ${content.trim()}\n`;
    if (node.name === 'td' || node.name === 'th') return `${content} `;
    if (paragraphElements.has(node.name)) return `\n\n${content}\n\n`;
    return lineElements.has(node.name) ? `\n${content}\n` : content;
  };
  return textOf(root)
    .replace(/[ \t\u00a0]*\n[ \t\u00a0]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Whether the inline style hides an element, as it hides a preheader, which the viewer shows separately. */
function isHidden(element: EmailElement): boolean {
  return /display\s*:\s*none/i.test(attributeOf(element, 'style') ?? '');
}
