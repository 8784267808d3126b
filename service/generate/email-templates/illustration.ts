import type { Palette } from './content.ts';

/** A header picture as a data: URL: a plain landscape of bars and a curve that differs by variant. */
export function illustration(palette: Palette, variant: number, width: number, height: number): string {
  const bars = Array.from({ length: 12 }, (_, index) => {
    const size = Math.round(height * (0.18 + 0.5 * Math.abs(Math.sin(variant + index * 0.9))));
    const x = Math.round((width / 12) * index + 6);
    const barWidth = Math.round(width / 12 - 12);
    const box = `x="${x}" y="${height - size}" width="${barWidth}" height="${size}"`;
    return `<rect ${box} rx="4" fill="#fff" opacity=".18"/>`;
  }).join('');
  const curve = Array.from({ length: 7 }, (_, index) => {
    const y = Math.round(height * (0.45 + 0.25 * Math.sin(variant * 1.7 + index)));
    return `${index === 0 ? 'M' : 'L'}${Math.round((width / 6) * index)} ${y}`;
  }).join(' ');
  const sun =
    `cx="${Math.round(width * (0.15 + (variant % 7) / 10))}" ` +
    `cy="${Math.round(height * 0.32)}" r="${Math.round(height * 0.17)}"`;
  return svgUrl(
    width,
    height,
    `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${palette.accent}"/>` +
      `<stop offset="1" stop-color="${palette.deep}"/></linearGradient></defs>` +
      `<rect width="${width}" height="${height}" fill="url(#g)"/>` +
      `<circle ${sun} fill="#fff" opacity=".28"/>` +
      `${bars}<path d="${curve}" fill="none" stroke="#fff" stroke-width="4" opacity=".85"/>`,
  );
}

/** The sender's mark: a square, a bar and its name. */
export function logo(palette: Palette): string {
  return svgUrl(
    132,
    32,
    `<rect width="32" height="32" rx="7" fill="${palette.accent}"/>` +
      '<path d="M9 22V10h14M9 16h10M9 22h14" fill="none" stroke="#fff" stroke-width="3"/>' +
      `<text x="42" y="23" font-family="Helvetica,Arial,sans-serif" font-size="20" font-weight="700" ` +
      `fill="${palette.deep}">Example</text>`,
  );
}

/** A round portrait with initials, for the letters. */
export function portrait(palette: Palette, initials: string): string {
  return svgUrl(
    56,
    56,
    `<circle cx="28" cy="28" r="28" fill="${palette.tint}"/><text x="28" y="35" text-anchor="middle" ` +
      `font-family="Helvetica,Arial,sans-serif" font-size="20" fill="${palette.deep}">${initials}</text>`,
  );
}

function svgUrl(width: number, height: number, body: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
