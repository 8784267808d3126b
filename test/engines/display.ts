import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A virtual display whose frame buffer is a file, for screenshots that a driver cannot take. */
export interface Display {
  /** The options of its server. */
  readonly flags: string;
  /** A part of the display as a bitmap in base64, once it no longer changes. */
  picture(left: number, top: number, width: number, height: number): Promise<string>;
  close(): void;
}

export function openDisplay(width: number, height: number): Display {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-email-report-display-'));
  return {
    flags: `-screen 0 ${width}x${height}x24 -fbdir ${folder}`,
    async picture(...part) {
      let last: Buffer | undefined;
      for (let tries = 50; tries > 0; tries -= 1) {
        const next = bitmap(readFileSync(join(folder, 'Xvfb_screen0')), ...part);
        if (last && next.equals(last)) break;
        last = next;
        await pause(150);
      }
      return (last as Buffer).toString('base64');
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Converts a part of a screen dump in the `xwd` format, with four bytes per pixel, to a BMP. */
function bitmap(screen: Buffer, left: number, top: number, width: number, height: number): Buffer {
  const field = (index: number): number => screen.readUInt32BE(index * 4);
  const [headerSize, rowSize, colors] = [field(0), field(12), field(19)];
  const pixels = headerSize + colors * 12;
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + width * height * 4, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  // A negative height means that the top row comes first.
  header.writeInt32LE(-height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(32, 28);
  const rows = Array.from({ length: height }, (_, row) => {
    const start = pixels + (top + row) * rowSize + left * 4;
    return screen.subarray(start, start + width * 4);
  });
  return Buffer.concat([header, ...rows]);
}
