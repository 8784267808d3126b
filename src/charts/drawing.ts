/** The role of a color. The theme determines the colors; a saved image has those on screen. */
export const inks = ['text', 'muted', 'accent', 'hairline'] as const;
export type Ink = (typeof inks)[number];

/** A line or a filled shape. */
export interface PathShape {
  /** SVG path data. */
  readonly path: string;
  readonly ink: Ink;
  /** The width of the line; filled without it. */
  readonly width?: number;
  /** The lengths of dashes and gaps. */
  readonly dash?: readonly number[];
}

export interface TextShape {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly ink: Ink;
}

/** A chart as shapes, in pixels. It becomes an SVG element on screen, an SVG file, or a bitmap. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly (PathShape | TextShape)[];
  /** Returns the path that marks an item of the chart: a day, or a bar. */
  readonly markOf: (index: number) => string;
  /** Returns the item at a point. */
  readonly indexAt: (x: number, y: number) => number;
}

/** A chart, independent of its size. */
export interface Chart {
  readonly title: string;
  /** The content in sentences. */
  readonly summary: string;
  readonly draw: (width: number) => Drawing;
  /** The number of items that the cursor steps through. */
  readonly count: number;
  /** Returns the values of an item as text. */
  readonly textOf: (index: number) => string;
  /** The same data as a table. */
  readonly head: readonly string[];
  readonly rowOf: (index: number) => readonly string[];
}

/** The colors and the font of an image. */
export interface ImageStyle {
  readonly colors: Readonly<Record<Ink | 'surface', string>>;
  readonly font: string;
}

export const fontSize = 12;
const padding = 16;
const titleHeight = 28;

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
 * @param scale the number of pixels of the bitmap per pixel of the drawing
 */
export function paint(
  canvas: HTMLCanvasElement,
  title: string,
  drawing: Drawing,
  { colors, font }: ImageStyle,
  scale = 2,
): void {
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
