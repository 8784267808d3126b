import { defineConfig } from 'vite';

const external = [/^lit(\/|$)/, /^@lit\//, /^@internationalized\//];

/**
 * `vite build` makes the ES modules, which leave their dependencies to the host's bundler;
 * `vite build --mode standalone` makes the one module for a script tag, with everything in it.
 */
export default defineConfig(({ mode }) => ({
  base: './',
  build:
    mode === 'standalone'
      ? {
          emptyOutDir: false,
          lib: {
            entry: { 'campaign-email-report': 'src/define.ts' },
            formats: ['es'],
          },
          rolldownOptions: { output: { codeSplitting: false } },
        }
      : {
          sourcemap: true,
          minify: false,
          lib: {
            entry: { index: 'src/index.ts', define: 'src/define.ts' },
            formats: ['es'],
          },
          rolldownOptions: {
            external,
            output: { chunkFileNames: '[name].js' },
          },
        },
}));
