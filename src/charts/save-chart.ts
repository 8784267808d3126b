import { paint, toSvg, type ImageStyle } from './chart-image.ts';
import { inks, type Chart } from './drawing.ts';

/** The width of a saved chart, in pixels. */
const savedWidth = 720;
/** How long a browser may take to begin a download, in milliseconds. */
const downloadTime = 60_000;

export type ImageFormat = 'PNG' | 'SVG';

/** Saves a chart as a file, in the colors and the font of an element. */
export async function saveChart(chart: Chart, title: string, format: ImageFormat, element: Element): Promise<void> {
  const drawing = chart.draw(savedWidth);
  const style = styleOf(element);
  const file =
    format === 'SVG'
      ? new Blob([toSvg(title, drawing, style)], { type: 'image/svg+xml' })
      : await bitmapOf((canvas) => paint(canvas, title, drawing, style));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').slice(0, 100)}.${format.toLowerCase()}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), downloadTime);
}

async function bitmapOf(draw: (canvas: HTMLCanvasElement) => void): Promise<Blob> {
  const canvas = document.createElement('canvas');
  draw(canvas);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser created no image.');
  return blob;
}

/** Returns the colors of an element as the browser computes them: an image has no custom properties. */
function styleOf(element: Element): ImageStyle {
  const probe = element.appendChild(document.createElement('span'));
  const colorOf = (name: string) => {
    probe.style.color = `var(--_${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries([...inks, 'surface'].map((name) => [name, colorOf(name)]));
  const font = getComputedStyle(element).fontFamily;
  probe.remove();
  return { colors: colors as ImageStyle['colors'], font };
}
