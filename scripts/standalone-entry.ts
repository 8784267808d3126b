import { createHash } from 'node:crypto';
import { minify } from 'terser';
import type { Plugin, Rolldown } from 'vite';

/** The name of the chunk that becomes the entry: everything that the first screen needs. */
export const firstScreen = 'first-screen';

/**
 * Links lazily loaded chunks to the entry without importing it, and minifies both.
 *
 * A host may load the entry with a query (`?v=2`) or under another name. A chunk that imports the entry by its file name
 * would then load and run it a second time. Instead, the entry puts its exports into a global variable, and the chunks
 * read them from there. See docs/decisions/190.
 *
 * @param build receives the hash of all code, before chunks are named
 */
export function standaloneEntry(entryFile: string, build: { hash: string }): Plugin {
  let registry = '';
  return {
    name: 'standalone-entry',
    renderStart() {
      build.hash = hashOfModules(this);
      registry = `globalThis[Symbol.for("campaign-email-report/${build.hash}")]`;
    },
    async renderChunk(code, chunk, _options, { chunks }) {
      const entry = chunks[entryFile];
      if (!entry) throw new Error(`The standalone build has no chunk ${entryFile}.`);
      const shared: Shared = { registry, names: [...entry.exports].sort() };
      const linked =
        chunk.fileName === entryFile
          ? shareExports(code, shared, publicNames(chunks))
          : readShared(code, shared, `../../${entryFile}`);
      // Such an import is left if a module of the entry is also imported dynamically.
      if (!chunk.isEntry && linked.includes(`/${entryFile}"`)) throw new Error(`${chunk.name} imports ${entryFile}.`);
      return minified(linked);
    },
    generateBundle(_options, bundle) {
      // Because its code is in a chunk, Rolldown makes an additional entry that only exports the chunk's public names.
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk' && output.isEntry) Reflect.deleteProperty(bundle, file);
      }
    },
  };
}

type GetModuleInfo = (id: string) => { readonly isEntry: boolean; readonly importers: readonly string[] } | null;

/** Whether the entry imports a module statically, either directly or through other modules. */
export function isFirstScreen(id: string, getModuleInfo: GetModuleInfo, seen = new Set<string>()): boolean {
  const module = getModuleInfo(id);
  if (!module || seen.has(id)) return false;
  seen.add(id);
  return module.isEntry || module.importers.some((importer) => isFirstScreen(importer, getModuleInfo, seen));
}

/** The exports of the entry, by their position in an array that a global variable holds. */
interface Shared {
  /** The expression of the global variable. */
  readonly registry: string;
  readonly names: readonly string[];
}

/** A hash of all code of the build, so that two versions on a page do not share a global variable. */
function hashOfModules(context: Rolldown.PluginContext): string {
  const hash = createHash('sha256');
  for (const id of [...context.getModuleIds()].sort()) hash.update(context.getModuleInfo(id)?.code ?? '');
  return hash.digest('base64url').slice(0, 8);
}

function publicNames(chunks: Readonly<Record<string, Rolldown.RenderedChunk>>): ReadonlySet<string> {
  return new Set(Object.values(chunks).find(({ isEntry }) => isEntry)?.exports);
}

/**
 * Shares all exports of the entry and leaves only the public ones exported. If a page loads the same build twice, the
 * first copy shares its exports, because its elements own the tag names.
 */
function shareExports(code: string, { registry, names }: Shared, publicNames: ReadonlySet<string>): string {
  const statement = /^export \{(.*)\};$/gm;
  if (code.match(statement)?.length !== 1) throw new Error('The entry needs one export statement, on one line.');
  return code.replace(statement, (_statement, list: string) => {
    const locals = new Map(parseSpecifiers(list).map(([local, exported]) => [exported, local]));
    const exports = [...publicNames].map((name) => `${locals.get(name)} as ${name}`);
    return `${registry} ??= [${names.map((name) => locals.get(name)).join()}]; export { ${exports.join()} };`;
  });
}

/** Replaces imports from the entry. An import is one line and stays one line, so that the source map still fits. */
function readShared(code: string, { registry, names }: Shared, entryUrl: string): string {
  return code.replace(/^import \{(.*)\} from "(.*)";$/gm, (statement, list: string, url: string) => {
    if (url !== entryUrl) return statement;
    const properties = parseSpecifiers(list).map(([imported, local]) => `${names.indexOf(imported)}: ${local}`);
    return `const { ${properties.join()} } = ${registry};`;
  });
}

/** Reads the list `a, b as c` as `[['a', 'a'], ['b', 'c']]`. */
function parseSpecifiers(list: string): [before: string, after: string][] {
  return list.split(',').map((specifier) => {
    const [before = '', after = before] = specifier.trim().split(' as ');
    return [before, after];
  });
}

/**
 * Terser finds more than Rolldown's minifier, and the size of the first screen has a limit. `pure_getters` drops reads of
 * properties whose value is unused: no code reads one only for an effect of its getter.
 */
async function minified(code: string): Promise<{ code: string; map: string | null }> {
  const result = await minify(code, {
    module: true,
    sourceMap: true,
    compress: { ecma: 2020, passes: 3, unsafe_arrows: true, pure_getters: true },
    format: { comments: false },
  });
  return { code: result.code ?? code, map: typeof result.map === 'string' ? result.map : null };
}
