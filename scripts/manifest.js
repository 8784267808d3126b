/**
 * Describes the element for tools, from its doc comments and styles: the custom-elements manifest, and data for editors.
 * Fails if a description is missing, so that an incomplete manifest is never published.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer/index.js';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

const root = join(import.meta.dirname, '..');
const sourceFolder = join(root, 'src');
const elementFile = join(sourceFolder, 'campaign-email-report.ts');
const definitionsFile = join(sourceFolder, 'define.ts');
const publicTypesFile = join(sourceFolder, 'index.ts');
const tag = 'campaign-email-report';
const elementClass = 'CampaignEmailReport';

/** Properties that only tests and stories set. */
const testProperties = ['now', 'wait'];

/** Attributes that accept names in addition to other text. The names are the values of a public type. */
const namesInAttributes = {
  'time-frame': { type: 'NamedTimeFrame', spell: (name) => [name] },
  sort: { type: 'BuiltInColumnId', spell: (id) => [id, `-${id}`] },
};

/** Attributes that accept a few numbers. */
const numbersInAttributes = {
  'heading-level': [1, 2, 3, 4, 5, 6],
  'fiscal-year-start': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
};

/** The name of a property's attribute, as `src/ui/decorators.ts` derives it. */
const toAttribute = (property) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function sourceFiles() {
  const names = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(sourceFolder, name));
}

function createProgram() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => readFileSync(file, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const lib = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  return ts.createProgram([elementFile, definitionsFile, publicTypesFile], { ...options, lib });
}

/** The values of a union of string literals, or `undefined` for other types. */
function valuesOf(type) {
  const isUnionOfStrings = type?.isUnion() && type.types.every((part) => part.isStringLiteral());
  return isUnionOfStrings ? type.types.map(({ value }) => value) : undefined;
}

/** The values of a type that the package exports. */
function valuesOfPublicType(program, name) {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(publicTypesFile));
  const symbol = checker.getExportsOfModule(module).find((each) => each.name === name);
  const values = symbol && valuesOf(checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol)));
  if (!values) throw new Error(`src/index.ts exports no union of strings ${name}.`);
  return values;
}

const quoted = (value) => `'${value}'`;
const union = (parts) => ({ text: parts.join(' | ') });

/** The type of an attribute, with the values that an editor can suggest. */
function attributeType({ name, type }, program) {
  const names = namesInAttributes[name];
  if (names) return union([...valuesOfPublicType(program, names.type).flatMap(names.spell).map(quoted), 'string']);
  const numbers = numbersInAttributes[name];
  return numbers ? union(numbers.map(String)) : type;
}

/** The type of the element, as the checker sees it: with the members of its base classes. */
function typeOfElement(program) {
  const declaration = program.getSourceFile(elementFile).statements.find((node) => node.name?.text === elementClass);
  return program.getTypeChecker().getTypeAtLocation(declaration);
}

/**
 * Replaces the names of union types by their values: `'first-sent' | 'sent'` instead of `DateBasis`. Runs when the
 * analyzer has added the members of the base classes.
 */
function describeAllowedValues(program) {
  const checker = program.getTypeChecker();
  return {
    name: 'describe-allowed-values',
    packageLinkPhase({ customElementsManifest }) {
      const { members, attributes } = findElement(customElementsManifest);
      const type = typeOfElement(program);
      for (const member of members) {
        const symbol = type.getProperty(member.name);
        const values = symbol && valuesOf(checker.getNonNullableType(checker.getTypeOfSymbol(symbol)));
        if (values) member.type = union(values.map(quoted));
      }
      for (const attribute of attributes) {
        const member = members.find(({ name }) => name === attribute.fieldName);
        const name = toAttribute(member.name);
        attribute.name = member.attribute = name;
        attribute.type = attributeType({ name, type: member.type }, program);
      }
    },
  };
}

const propertyWithFallback =
  /(?:(--_[\w-]+):\s*)?var\((--cer-[\w-]+)(?:,\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)/g;

/** The custom properties that the styles read, each with its first fallback value. */
function customPropertiesInStyles() {
  const styles = sourceFiles().map((file) => readFileSync(file, 'utf8'));
  const fallbacks = new Map();
  const publicNames = new Map();
  for (const [, privateName, name, fallback] of styles.join('\n').matchAll(propertyWithFallback)) {
    if (!fallbacks.get(name)) fallbacks.set(name, fallback?.trim());
    if (privateName && !publicNames.has(privateName)) publicNames.set(privateName, name);
  }
  const withPublicNames = (value) => value?.replace(/--_[\w-]+/g, (name) => publicNames.get(name) ?? name);
  return new Map([...fallbacks].map(([name, value]) => [name, withPublicNames(value)]));
}

/** Sets the default of each documented custom property. */
const addDefaultsOfCustomProperties = {
  name: 'add-defaults-of-custom-properties',
  packageLinkPhase({ customElementsManifest }) {
    const defaults = customPropertiesInStyles();
    for (const property of findElement(customElementsManifest).cssProperties) {
      property.default = defaults.get(property.name);
    }
  },
};

/**
 * Reduces the manifest to the element, with the parts of all elements inside it. Inner elements export their parts, so
 * that a host styles them as parts of the element.
 */
const collectParts = {
  name: 'collect-parts',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules.flatMap((module) => module.declarations);
    const element = declarations.find(({ name }) => name === elementClass);
    element.cssParts = declarations.flatMap(({ cssParts = [] }) => cssParts);
    manifest.modules = manifest.modules.filter((module) => module.declarations.includes(element));
  },
};

function isPublicMember({ name, privacy, static: isStatic }) {
  return !privacy && !isStatic && !testProperties.includes(name);
}

/** Removes everything that is not public, and names the files that a host imports. */
const describePublicApi = {
  name: 'describe-public-api',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    const [module] = modules;
    const [element] = module.declarations;
    module.path = 'dist/index.js';
    const declaration = { name: elementClass, module: module.path };
    module.exports = [{ kind: 'js', name: elementClass, declaration }];
    element.tagName = tag;
    element.members = element.members.filter(isPublicMember);
    // The analyzer also lists a variable that passes event names on. It has no description.
    element.events = element.events.filter(({ description }) => description);
    // The classes between are not public, and named with their path on this machine.
    element.superclass = { name: 'LitElement', package: 'lit' };
    for (const kind of ['attributes', 'members', 'events']) {
      for (const each of element[kind]) delete each.inheritedFrom;
    }
    const definition = { kind: 'custom-element-definition', name: tag, declaration };
    modules.push({ kind: 'javascript-module', path: 'dist/define.js', declarations: [], exports: [definition] });
  },
};

/** The description of the element in a manifest. */
export function findElement({ modules }) {
  return modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
}

const describedKinds = ['attributes', 'members', 'events', 'slots', 'cssProperties', 'cssParts', 'cssStates'];

/** @throws {Error} if the manifest lacks a kind of entry, or an entry lacks its description */
function checkDescriptions(element) {
  for (const kind of ['description', ...describedKinds]) {
    if (!element?.[kind]?.length) throw new Error(`The manifest has no ${kind} of <${tag}>.`);
  }
  for (const kind of describedKinds) {
    const { name } = element[kind].find(({ description }) => !description) ?? {};
    if (name) throw new Error(`The manifest has no description of ${name} in ${kind} of <${tag}>.`);
  }
}

/** @returns the manifest of the element, see https://github.com/webcomponents/custom-elements-manifest */
export function createManifest() {
  const program = createProgram();
  const files = [elementFile, ...sourceFiles().filter((file) => file !== elementFile)];
  const manifest = create({
    modules: files.map((file) => program.getSourceFile(file)).filter(Boolean),
    plugins: [
      ...litPlugin(),
      collectParts,
      describePublicApi,
      describeAllowedValues(program),
      addDefaultsOfCustomProperties,
    ],
    context: { dev: false },
  });
  checkDescriptions(findElement(manifest));
  return manifest;
}

/** Writes the manifest and the data for editors into a folder of the project. */
export function writeManifest(folder, manifest = createManifest()) {
  const files = {
    'custom-elements.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'vscode.html-custom-data.json': getVsCodeHtmlCustomData(manifest, {}),
    'vscode.css-custom-data.json': getVsCodeCssCustomData(manifest, {}),
    'web-types.json': getWebTypesData(manifest, {}),
  };
  mkdirSync(join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
}
