import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import ts from 'typescript';
import { root } from './site.ts';

const types = join(root, 'dist', 'types');
const options: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  types: [],
};

/** The names of types that the exports of an entry refer to, and that the entry does not export. */
function unexportedTypes(entry: string): string[] {
  const program = ts.createProgram([join(types, entry)], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(types, entry));
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`dist/types/${entry} is not a module.`);

  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exported = new Set(checker.getExportsOfModule(module).map(resolve));
  const missing = new Set<string>();

  const isOwnType = (symbol: ts.Symbol) =>
    !(symbol.flags & ts.SymbolFlags.TypeParameter) &&
    symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(types));
  const isPrivate = (node: ts.Node) =>
    ts.isClassElement(node) && Boolean(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private);

  function visit(node: ts.Node): void {
    if (isPrivate(node)) return;
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    if (symbol && isOwnType(resolve(symbol)) && !exported.has(resolve(symbol))) missing.add(symbol.name);
    ts.forEachChild(node, visit);
  }
  for (const symbol of exported) symbol.declarations?.forEach(visit);
  return [...missing].sort();
}

describe('the public types', () => {
  for (const entry of ['index.d.ts', 'testing/testing.d.ts']) {
    it(`of ${entry} refer only to types that it exports`, () => {
      assert.deepEqual(unexportedTypes(entry), []);
    });
  }
});
