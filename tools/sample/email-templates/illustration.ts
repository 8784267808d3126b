import type { Palette } from './content.ts';

/**
 * Returns a header image as a `data:` URL: an SVG of one of three motifs, which differs by variant. It contains no
 * gradients or other internal references, because email previews block SVG images that do.
 */
export function illustration(palette: Palette, variant: number, width: number, height: number): string {
  const motif = MOTIFS[variant % MOTIFS.length] ?? bars;
  return svgUrl(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="${palette.accent}"/>${shade(palette, width, height)}` +
      motif(variant, width, height),
  );
}

/** Bands that darken the background towards the lower right. */
function shade(palette: Palette, width: number, height: number): string {
  const bands = Array.from({ length: 12 }, (_, index) => {
    const x = Math.round(((width + height) / 12) * index);
    return `<path d="M${x} 0H${width + height}V${height}H${x - height}Z" fill="${palette.deep}" opacity=".08"/>`;
  });
  return bands.join('');
}

type Motif = (variant: number, width: number, height: number) => string;

const MOTIFS: readonly Motif[] = [bars, hills, rings];

function bars(variant: number, width: number, height: number): string {
  const rects = Array.from({ length: 12 }, (_, index) => {
    const size = Math.round(height * (0.18 + 0.5 * Math.abs(Math.sin(variant + index * 0.9))));
    const x = Math.round((width / 12) * index + 6);
    const box = `x="${x}" y="${height - size}" width="${Math.round(width / 12 - 12)}" height="${size}"`;
    return `<rect ${box} rx="4" fill="#fff" opacity=".18"/>`;
  });
  const curve = wave(variant * 1.7, 0.45, 0.25, width, height);
  return `${rects.join('')}<path d="M${curve}" fill="none" stroke="#fff" stroke-width="4" opacity=".85"/>`;
}

function hills(variant: number, width: number, height: number): string {
  const sun = `cx="${Math.round(width * (0.2 + (variant % 6) / 10))}" cy="${Math.round(height * 0.38)}"`;
  const ridges = [0.55, 0.68, 0.82].map((level, index) => {
    const ridge = wave(variant + index * 2, level, 0.09, width, height);
    return `<path d="M0 ${height} L${ridge} L${width} ${height}Z" fill="#fff" opacity=".${12 + index * 6}"/>`;
  });
  return `<circle ${sun} r="${Math.round(height * 0.2)}" fill="#fff" opacity=".3"/>${ridges.join('')}`;
}

function rings(variant: number, width: number, height: number): string {
  const centre = `cx="${Math.round(width * (0.25 + (variant % 5) / 10))}" cy="${Math.round(height * 0.55)}"`;
  return [0.18, 0.36, 0.56, 0.8, 1.1]
    .map((size, index) => {
      const line = `stroke="#fff" stroke-width="${4 + ((variant + index) % 4) * 3}"`;
      return `<circle ${centre} r="${Math.round(height * size)}" fill="none" ${line} opacity=".${32 - index * 4}"/>`;
    })
    .join('');
}

/** Returns the points of a wave across the image. `level` and `swing` are shares of its height. */
function wave(phase: number, level: number, swing: number, width: number, height: number): string {
  return Array.from({ length: 9 }, (_, index) => {
    const y = Math.round(height * (level + swing * Math.sin(phase + index * 0.8)));
    return `${Math.round((width / 8) * index)} ${y}`;
  }).join(' L');
}

/** Returns the logo of the sender as a `data:` URL. */
export function logo(palette: Palette): string {
  return svgUrl(
    132,
    32,
    `<rect width="32" height="32" rx="7" fill="${palette.accent}"/>` +
      '<path d="M9 22V10h14M9 16h10M9 22h14" fill="none" stroke="#fff" stroke-width="3"/>' +
      `<text x="42" y="23" font-family="Helvetica,Arial,sans-serif" font-size="20" font-weight="700" ` +
      `textLength="86" lengthAdjust="spacingAndGlyphs" fill="${palette.deep}">Example</text>`,
  );
}

/** Returns a round portrait with an initial as a `data:` URL. */
export function portrait(palette: Palette, initial: string): string {
  return svgUrl(
    56,
    56,
    `<circle cx="28" cy="28" r="28" fill="${palette.tint}"/><text x="28" y="35" text-anchor="middle" ` +
      `font-family="Helvetica,Arial,sans-serif" font-size="20" fill="${palette.deep}">${initial}</text>`,
  );
}

function svgUrl(width: number, height: number, body: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const image = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(image)}`;
}
