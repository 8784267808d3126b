import { fontSize, type Drawing, type Ink, type PathShape, type TextShape } from './drawing.ts';

/** The colors and the font of an image. */
export interface ImageStyle {
  readonly colors: Readonly<Record<Ink | 'surface', string>>;
  readonly font: string;
}

const padding = 16;
const titleHeight = 28;
/** The number of pixels of a bitmap per pixel of the drawing. */
const scale = 2;

/** The size of the image of a drawing, which has a title and a margin. */
const sizeOf = ({ width, height }: Drawing) => [width + 2 * padding, height + titleHeight + 2 * padding] as const;

/** Returns a drawing as an SVG file. */
export function toSvg(title: string, drawing: Drawing, { colors, font }: ImageStyle): string {
  const [width, height] = sizeOf(drawing);
  const textOf = ({ text, x, y, anchor, ink }: TextShape, more = '') =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${escape(colors[ink])}"${more}>${escape(text)}</text>`;
  const pathOf = ({ path, ink, width: stroke, dash }: PathShape) => {
    const color = escape(colors[ink]);
    const line = `fill="none" stroke="${color}" stroke-width="${stroke}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
    return `<path d="${path}" ${stroke === undefined ? `fill="${color}"` : line}/>`;
  };
  const shapes = drawing.shapes.map((shape) => ('text' in shape ? textOf(shape) : pathOf(shape)));
  const heading: TextShape = { text: title, x: 0, y: 16, anchor: 'start', ink: 'text' };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(font)}" font-size="${fontSize}" role="img" aria-label="${escape(title)}"><rect width="${width}" height="${height}" fill="${escape(colors.surface)}"/><g transform="translate(${padding} ${padding})">${textOf(heading, ' font-weight="600"')}<g transform="translate(0 ${titleHeight})">${shapes.join('')}</g></g></svg>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no control characters, not even escaped. */
const escape = (text: string) =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '').replace(/[^\P{Cc}\t\n]/gu, '');

/**
 * Paints a drawing as a bitmap. The shapes are painted one by one, as a content security policy may block images of SVG files.
 */
export function paint(canvas: HTMLCanvasElement, title: string, drawing: Drawing, { colors, font }: ImageStyle): void {
  const [width, height] = sizeOf(drawing);
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(scale, scale);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, height);
  context.translate(padding, padding);
  context.font = `600 ${fontSize}px ${font}`;
  context.fillStyle = colors.text;
  context.fillText(title, 0, 16);
  context.translate(0, titleHeight);
  context.font = `${fontSize}px ${font}`;
  for (const shape of drawing.shapes) {
    const color = colors[shape.ink];
    if ('text' in shape) {
      context.fillStyle = color;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      context.fillText(shape.text, shape.x, shape.y);
    } else if (shape.width === undefined) {
      context.fillStyle = color;
      context.fill(new Path2D(shape.path));
    } else {
      context.strokeStyle = color;
      context.lineWidth = shape.width;
      context.setLineDash([...(shape.dash ?? [])]);
      context.stroke(new Path2D(shape.path));
    }
  }
}
