import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';

const external = [/^lit(\/|$)/, /^@lit\//, /^date-fns$/, /^@date-fns\//];

/** What every build shares: templates and styles without the white space that only we read. */
// The plugin is typed for Rollup, whose hooks Vite calls.
const plugins = [minifyTemplateLiterals() as unknown as Plugin];

/**
 * `vite build` makes the ES modules, which leave their dependencies to the host's bundler;
 * `vite build --mode standalone` makes the module for a script tag, which needs nothing but the folder beside it:
 * what is not wanted at first is in chunks there.
 */
export default defineConfig(({ mode }) => ({
  base: './',
  plugins: mode === 'standalone' ? [...plugins, packTightly] : plugins,
  build:
    mode === 'standalone'
      ? {
          emptyOutDir: false,
          sourcemap: true,
          lib: {
            entry: { 'campaign-email-report': 'src/define.ts' },
            formats: ['es'],
          },
          rolldownOptions: {
            output: {
              minify: true,
              chunkFileNames: 'standalone/[name].js',
              // All that is shown at first in one piece: it packs better, and the entry stays free to be named with a query.
              manualChunks: (id, { getModuleInfo }) => (isWantedAtFirst(id, getModuleInfo) ? 'report' : undefined),
            },
          },
        }
      : {
          sourcemap: true,
          minify: false,
          lib: {
            entry: { index: 'src/index.ts', define: 'src/define.ts', testing: 'src/testing/testing.ts' },
            formats: ['es'],
          },
          rolldownOptions: {
            external,
            output: { chunkFileNames: 'modules/[name].js' },
          },
        },
}));

/** What is shown at first may have so many bytes: each pass finds what the one before has laid open. */
const packTightly: Plugin = {
  name: 'pack-tightly',
  async renderChunk(code) {
    const { code: packed = code, map } = await minify(code, {
      module: true,
      sourceMap: true,
      compress: { ecma: 2020, passes: 3 },
    });
    return { code: packed, map: typeof map === 'string' ? map : null };
  },
};

type ModuleInfo = { readonly isEntry: boolean; readonly importers: readonly string[] } | null;

/** Whether a module is imported, at whatever remove, without waiting. */
function isWantedAtFirst(id: string, getModuleInfo: (id: string) => ModuleInfo, seen = new Set<string>()): boolean {
  const module = getModuleInfo(id);
  if (!module || seen.has(id)) return false;
  seen.add(id);
  return module.isEntry || module.importers.some((importer) => isWantedAtFirst(importer, getModuleInfo, seen));
}
