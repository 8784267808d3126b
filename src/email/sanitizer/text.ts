import { attributeOf, type EmailElement, type EmailNode } from './email-tree.ts';
import { droppedElements } from './rules.ts';

const lines = new Set(
  `address article aside blockquote body center dd div dl dt fieldset figure footer form header hr li main nav
  optgroup option p pre section table textarea tr`.split(/\s+/),
);
const paragraphs = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '));

/** The words of an email, for who reads it as text: lines and paragraphs as the blocks make them, pictures by name. */
export function textOf(root: EmailElement): string {
  const words = (node: EmailNode): string => {
    if (typeof node === 'string') return node.replace(/\s+/g, ' ');
    if (droppedElements.has(node.name) || node.name === 'style' || isHidden(node)) return '';
    if (node.name === 'br') return '\n';
    if (node.name === 'img') return attributeOf(node, 'alt') ?? '';
    const content = node.children.map(words).join('');
    if (node.name === 'li') return `\n• ${content.trim()}\n`;
    if (node.name === 'td' || node.name === 'th') return `${content} `;
    if (paragraphs.has(node.name)) return `\n\n${content}\n\n`;
    return lines.has(node.name) ? `\n${content}\n` : content;
  };
  return words(root)
    .replace(/[ \t\u00a0]*\n[ \t\u00a0]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A preheader is hidden in the email, and is said above it. */
function isHidden(element: EmailElement): boolean {
  return /display\s*:\s*none/i.test(attributeOf(element, 'style') ?? '');
}
