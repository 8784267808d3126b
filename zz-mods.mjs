import { build } from 'vite';
import { gzipSync } from 'node:zlib';
const out = await build({ mode: 'standalone', logLevel: 'error', build: { write: false, emptyOutDir: false } });
const all = (Array.isArray(out) ? out : [out]).flatMap((o) => o.output).filter((c) => c.type === 'chunk');
for (const c of all) { console.log(c.fileName, gzipSync(c.code, { level: 9 }).length); }
const first = all.find((c) => c.fileName === 'campaign-email-report.js');
const rows = Object.entries(first.modules).map(([id, m]) => [m.code ? gzipSync(m.code, { level: 9 }).length : 0, id.replace(/.*(node_modules|\/src)\//, '$1/').replace('/work/main','')]);
rows.sort((a, b) => b[0] - a[0]);
for (const r of rows.slice(0, 75)) console.log(...r);
