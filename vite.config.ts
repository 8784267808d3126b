import { readFileSync } from 'node:fs';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type BuildEnvironmentOptions, type Plugin, type Rolldown } from 'vite';
import { firstScreen, isFirstScreen, standaloneEntry } from './scripts/standalone-entry.ts';

const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
const entryFile = 'campaign-email-report.js';
const licenseFile = 'THIRD-PARTY-LICENSES.txt';

/** Removes white space from templates and styles. Its type is Rollup's, whose hooks Vite calls. */
const minifiedTemplates = minifyTemplateLiterals({ include: 'src/**', failOnError: true }) as unknown as Plugin;

/** The name of a chunk. Files of a language have the same names in every language: the folder comes first. */
function chunkName({ name, facadeModuleId, moduleIds }: Rolldown.PreRenderedChunk): string {
  const [, language] = /\/i18n\/([\w-]+)\/[^/]+$/.exec(facadeModuleId ?? moduleIds.at(-1) ?? '') ?? [];
  return language ? `${language}-${name}` : name;
}

/** The package contains `src`, so source maps refer to it instead of repeating it. */
const sourceMaps = { sourcemapExcludeSources: true };

/** ES modules for bundlers. Dependencies stay imports, so that a host bundles one copy of each. */
const modules: BuildEnvironmentOptions = {
  sourcemap: true,
  minify: false,
  lib: {
    entry: {
      index: 'src/index.ts',
      define: 'src/define.ts',
      testing: 'src/testing/testing.ts',
      cli: 'cli/cli.ts',
    },
    formats: ['es'],
  },
  rolldownOptions: {
    external: [/^lit(\/|$)/, /^@lit\//, /^punycode\//, /^d3-/, /^fflate$/, /^@internationalized\//, /^node:/],
    output: { ...sourceMaps, chunkFileNames: (chunk) => `modules/${chunkName(chunk)}.js` },
  },
};

/** Small modules that `after-rows.ts` and other parts share: a separate chunk for each would be one more request. */
const sharedModules =
  /\/src\/(i18n\/(isolate|messages-controller)|i18n\/en\/(row-notes|settling)|model\/chosen-activity|table-model\/settling|ui\/define-element|ui\/(settling-text|tracked-emails))\.ts$/;

/** Has Chromium compile all functions of the first screen while it downloads, not one by one when they are called. */
const compileAtOnce = '//# allFunctionsCalledOnLoad\n';

/** Set by the standalone build. */
const standaloneBuild = { hash: '' };

/**
 * The module for a script tag, with its dependencies. The first screen is one file with a stable name. Everything else
 * is loaded later from the folder `standalone` beside it, from a folder that is named after all code of the build.
 */
const standalone: BuildEnvironmentOptions = {
  emptyOutDir: false,
  sourcemap: true,
  license: { fileName: licenseFile },
  lib: { entry: { 'unused-entry': 'src/define.ts' }, formats: ['es'] },
  rolldownOptions: {
    output: {
      ...sourceMaps,
      minify: true,
      minifyInternalExports: false,
      // No other bundler reads annotations here; the postBanner names the licenses.
      comments: false,
      chunkFileNames: (chunk) =>
        chunk.name === firstScreen ? entryFile : `standalone/${standaloneBuild.hash}/${chunkName(chunk)}.js`,
      codeSplitting: {
        groups: [
          {
            name: (id, modules) => (isFirstScreen(id, (other) => modules.getModuleInfo(other)) ? firstScreen : null),
            priority: 1,
          },
          { name: 'shared', test: sharedModules },
        ],
      },
      postBanner: (chunk) =>
        chunk.name === firstScreen
          ? `${compileAtOnce}/*! ${name} ${version} | ${license} | Licenses: ${licenseFile} */`
          : '',
    },
  },
};

/** `vite build` makes the ES modules, `vite build --mode standalone` the module for a script tag. */
export default defineConfig(({ mode }) =>
  mode === 'standalone'
    ? { base: './', plugins: [minifiedTemplates, standaloneEntry(entryFile, standaloneBuild)], build: standalone }
    : { base: './', plugins: [minifiedTemplates], build: modules },
);
