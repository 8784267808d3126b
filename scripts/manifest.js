/**
 * Makes what tools know about the element, from its doc comments and styles: the custom-elements manifest and the data
 * of editors. Fails where they say nothing, so that no empty manifest is published.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer/index.js';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

const root = join(import.meta.dirname, '..');
const elements = join(root, 'src');
const source = join(elements, 'campaign-email-report.ts');
const tag = 'campaign-email-report';
const elementClass = 'CampaignEmailReport';

function createProgram() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => readFileSync(file, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return ts.createProgram([source], { ...options, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] });
}

/** `'first-sent' | 'sent'` in place of `DateBasis`, so that an editor can offer the words. */
function spellOutWords(program) {
  const checker = program.getTypeChecker();
  return {
    name: 'words-spelled-out',
    analyzePhase({ node, moduleDoc }) {
      if (!ts.isClassDeclaration(node)) return;
      const declaration = moduleDoc.declarations.find(({ name }) => name === node.name?.text);
      for (const member of declaration?.members ?? []) {
        const symbol = checker.getTypeAtLocation(node).getProperty(member.name);
        const type = symbol && checker.getTypeOfSymbolAtLocation(symbol, node);
        if (type?.isUnion() && type.types.every((part) => part.isStringLiteral())) {
          member.type = { text: type.types.map(({ value }) => `'${value}'`).join(' | ') };
        }
      }
      for (const attribute of declaration?.attributes ?? []) {
        attribute.type = declaration.members.find(({ name }) => name === attribute.fieldName)?.type ?? attribute.type;
      }
    },
  };
}

function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

/** The custom properties that the styles read, with what they fall back to, where that is the first time. */
export function propertiesOfStyles() {
  const styles = filesOf(elements)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const uses = styles.matchAll(/var\((--cer-[\w-]+)(?:,\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)/g);
  const fallbacks = new Map();
  for (const [, name, fallback] of uses) if (!fallbacks.get(name)) fallbacks.set(name, fallback?.trim());
  return fallbacks;
}

/** Gives each documented custom property the default that the styles give it. */
const defaultsOfStyles = {
  name: 'defaults-of-styles',
  packageLinkPhase({ customElementsManifest }) {
    const used = propertiesOfStyles();
    for (const { declarations } of customElementsManifest.modules) {
      for (const { cssProperties = [] } of declarations) {
        for (const property of cssProperties) property.default = used.get(property.name);
      }
    }
  },
};

/**
 * The element alone, with the parts of all that it is made of, each documented where it is. A host reaches them as those of
 * the element.
 */
const withAllParts = {
  name: 'with-all-parts',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules.flatMap((module) => module.declarations);
    const parts = declarations.flatMap(({ cssParts = [] }) => cssParts);
    manifest.modules = manifest.modules.filter(({ declarations: [first] }) => first?.name === elementClass);
    for (const {
      declarations: [element],
    } of manifest.modules)
      element.cssParts = parts;
  },
};

/** What is public, where a host finds it. */
const publicAlone = {
  name: 'public-alone',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = 'dist/index.js';
      for (const { declaration } of module.exports) declaration.module = module.path;
      for (const declaration of module.declarations) {
        declaration.tagName = tag;
        declaration.members = declaration.members.filter(({ privacy, static: isStatic }) => !privacy && !isStatic);
        // An event without a description is none, but a variable that events' names pass through.
        declaration.events = declaration.events.filter(({ description }) => description);
      }
    }
  },
};

/** What a manifest says of the element. */
export function elementOf({ modules }) {
  return modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
}

/** @returns the manifest of the element, as https://github.com/webcomponents/custom-elements-manifest has it */
export function createManifest() {
  const program = createProgram();
  const manifest = create({
    modules: [source, ...filesOf(elements).filter((file) => file !== source)]
      .map((file) => program.getSourceFile(file))
      .filter(Boolean),
    plugins: [...litPlugin(), spellOutWords(program), withAllParts, publicAlone, defaultsOfStyles],
    context: { dev: false },
  });
  const element = elementOf(manifest);
  for (const kind of ['description', 'attributes', 'members', 'events', 'cssProperties', 'cssParts']) {
    if (!element?.[kind]?.length) throw new Error(`The manifest has no ${kind} of <${tag}>.`);
  }
  return manifest;
}

/** Writes the manifest and the data of editors into a folder of the project. */
export function writeManifest(folder) {
  const manifest = createManifest();
  const files = {
    'custom-elements.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'vscode.html-custom-data.json': getVsCodeHtmlCustomData(manifest, {}),
    'vscode.css-custom-data.json': getVsCodeCssCustomData(manifest, {}),
    'web-types.json': getWebTypesData(manifest, {}),
  };
  mkdirSync(join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
}
