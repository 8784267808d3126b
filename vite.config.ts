import { defineConfig } from 'vite';

const external = [/^lit(\/|$)/, /^@lit\//, /^@internationalized\//];

/**
 * `vite build` makes the ES modules, which leave their dependencies to the host's bundler;
 * `vite build --mode standalone` makes the module for a script tag, which needs nothing but the folder beside it:
 * what is not wanted at first is in chunks there.
 */
export default defineConfig(({ mode }) => ({
  base: './',
  build:
    mode === 'standalone'
      ? {
          emptyOutDir: false,
          sourcemap: true,
          lib: {
            entry: { 'campaign-email-report': 'src/define.ts' },
            formats: ['es'],
          },
          rolldownOptions: { output: { minify: true, chunkFileNames: 'standalone/[name].js' } },
        }
      : {
          sourcemap: true,
          minify: false,
          lib: {
            entry: { index: 'src/index.ts', define: 'src/define.ts', testing: 'test/support/scenarios/testing.ts' },
            formats: ['es'],
          },
          rolldownOptions: {
            external,
            output: { chunkFileNames: 'modules/[name].js' },
          },
        },
}));
