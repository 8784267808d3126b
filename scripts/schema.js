/**
 * Writes `schema/report.schema.json` (JSON Schema 2020-12) and `schema/openapi.json` (OpenAPI 3.1) from the types and doc
 * comments of `src/endpoint/contract.ts` and the files beside it: run `npm run docs`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { createOpenApi } from './openapi.js';

const root = join(import.meta.dirname, '..');
const contractFiles = ['contract.ts', 'request-contract.ts', 'email-contract.ts', 'series-contract.ts'].map((name) =>
  join(root, 'src/endpoint', name),
);

/** All numbers of the contract are counts. */
const Count = {
  description: 'A number of people, activities or rows.',
  type: 'integer',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
};

const month31 = '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])';
const month30 = '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)';
const february = '02-(?:0[1-9]|1\\d|2[0-8])';
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const day = `(?:\\d{4}-(?:${month31}|${month30}|${february})|${leapYear}-02-29)`;
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d+)?)?';
const offset = '(?:Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)';

/** Limits and formats that the types of the contract cannot express. */
const aliases = {
  Id: {
    anyOf: [
      { type: 'string' },
      { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    ],
  },
  Instant: { type: 'string', pattern: `^${day}T${time}${offset}$` },
  CalendarDate: { type: 'string', pattern: `^(?!0000)${day}$` },
  TimeZoneName: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$' },
};

const isNumber = { type: 'integer' };
/** A field that is neither missing nor `null`. */
const has = (name, schema) => ({ required: [name], properties: { [name]: schema } });
const isCampaigns = { allOf: [has('limit', isNumber), has('groupBy', { const: 'campaign' })] };

/** Reads the schemas of all types of the contract. */
class ContractTypes {
  #checker;
  #files;

  constructor() {
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, strict: true, types: [] };
    const program = ts.createProgram(contractFiles, { ...options, allowImportingTsExtensions: true, noEmit: true });
    this.#checker = program.getTypeChecker();
    this.#files = contractFiles.map((file) => program.getSourceFile(file));
  }

  /** @returns {Record<string, object>} */
  definitions() {
    const statements = this.#files.flatMap((file) => [...file.statements]);
    const declarations = statements.filter(
      (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
    );
    return Object.fromEntries(declarations.map((node) => [node.name.text, this.#definitionOf(node)]));
  }

  #definitionOf(node) {
    const { description } = this.#documentation(node);
    if (ts.isInterfaceDeclaration(node)) return { description, ...this.#objectOf(node) };
    const isChoice = ts.isUnionTypeNode(node.type) && node.type.types.every(ts.isLiteralTypeNode);
    const alias = isChoice ? this.#schemaOf(node.type) : aliases[node.name.text];
    if (!alias) throw new Error(`scripts/schema.js has no schema for the type ${node.name.text}.`);
    return { description, ...alias };
  }

  #objectOf({ members }) {
    const required = members.filter(({ questionToken }) => !questionToken).map(({ name }) => name.text);
    const properties = members.map((member) => {
      const { description, minimum } = this.#documentation(member);
      const schema = minimum === undefined ? this.#schemaOf(member.type) : boundedCount(member.type, minimum);
      return [member.name.text, { ...(description && { description }), ...schema }];
    });
    return { type: 'object', ...(required.length > 0 && { required }), properties: Object.fromEntries(properties) };
  }

  #documentation({ name }) {
    const symbol = this.#checker.getSymbolAtLocation(name);
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    const minimum = symbol.getJsDocTags().find((tag) => tag.name === 'minimum');
    return {
      description: text.replace(/\{@link (\w+)\}/g, '`$1`').replace(/([^\n])\n(?!\n)/g, '$1 '),
      minimum: minimum && Number(ts.displayPartsToString(minimum.text)),
    };
  }

  #schemaOf(node) {
    if (ts.isParenthesizedTypeNode(node)) return this.#schemaOf(node.type);
    if (ts.isTypeOperatorNode(node)) return this.#schemaOf(node.type);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.#schemaOf(node.elementType) };
    if (ts.isUnionTypeNode(node)) return unionOf(node.types.map((type) => this.#schemaOf(type)));
    if (ts.isTypeReferenceNode(node)) return this.#schemaOfReference(node);
    if (ts.isLiteralTypeNode(node)) return literalOf(node.literal);
    if (node.kind === ts.SyntaxKind.StringKeyword) return { type: 'string' };
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { type: 'boolean' };
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { $ref: '#/$defs/Count' };
    throw new Error(`scripts/schema.js has no schema for the type ${node.getText()}.`);
  }

  #schemaOfReference({ typeName, typeArguments = [] }) {
    const name = typeName.text;
    const [first, second] = typeArguments;
    if (name === 'Readonly') return this.#schemaOf(first);
    if (name === 'Record') return { type: 'object', additionalProperties: this.#schemaOf(second) };
    const symbol = this.#checker.getSymbolAtLocation(name === 'Partial' ? first.typeName : typeName);
    const [declaration] = symbol.declarations;
    if (name === 'Partial') return { type: 'object', properties: withoutDescriptions(this.#objectOf(declaration)) };
    if (!ts.isImportSpecifier(declaration)) return { $ref: `#/$defs/${name}` };
    const imported = this.#checker.getAliasedSymbol(symbol);
    if (this.#files.includes(imported.declarations[0].getSourceFile())) return { $ref: `#/$defs/${name}` };
    const type = this.#checker.getDeclaredTypeOfSymbol(imported);
    return { enum: type.types.map(({ value }) => value) };
  }
}

function boundedCount(node, minimum) {
  const { maximum } = Count;
  return { type: ts.isUnionTypeNode(node) ? ['integer', 'null'] : 'integer', minimum, maximum };
}

function withoutDescriptions({ properties }) {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([name, schema]) => [name, { ...schema, description: undefined }]));
}

function literalOf(literal) {
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' };
  return { const: ts.isNumericLiteral(literal) ? Number(literal.text) : literal.text };
}

/** Joins simple types to one list of types, and constants to one list of values. */
function unionOf(schemas) {
  const isNullable = schemas.some(({ type }) => type === 'null');
  const others = schemas.filter(({ type }) => type !== 'null');
  if (others.every((schema) => 'const' in schema || 'enum' in schema)) {
    const values = others.flatMap((schema) => schema.enum ?? [schema.const]);
    return { enum: isNullable ? [...values, null] : values };
  }
  const [only] = others;
  if (isNullable && others.length === 1 && typeof only.type === 'string') return { ...only, type: [only.type, 'null'] };
  return { anyOf: schemas };
}

/** Adds the rules that depend on other fields, and the head and rows of other kinds of responses. */
function withRules({ ReportResponse, ReportResponseRow, ReportResponseCampaign, EmailResponse, ...others }) {
  const { rows, ...headFields } = ReportResponse.properties;
  const { emailId, emailName, ...campaignFields } = ReportResponseRow.properties;
  const row = { $ref: '#/$defs/ReportResponseRow' };
  const campaign = { $ref: '#/$defs/ReportResponseCampaign' };
  return {
    ReportResponse: {
      description: ReportResponse.description,
      type: 'object',
      required: ['rows'],
      properties: { rows: { description: rows.description, type: 'array', items: { anyOf: [row, campaign] } } },
      allOf: [{ $ref: '#/$defs/ReportHead' }],
      if: isCampaigns,
      then: { properties: { rows: { type: 'array', items: campaign } } },
      else: { properties: { rows: { type: 'array', items: row } } },
    },
    ReportHead: {
      description: 'The first line of a report as `application/x-ndjson`: everything except the rows.',
      type: 'object',
      required: ['version'],
      properties: headFields,
      if: has('limit', isNumber),
      then: { required: ['rowCount', 'offset'], properties: { rowCount: isNumber, offset: isNumber } },
    },
    ReportResponseRow,
    ReportResponseCampaign: {
      description: ReportResponseCampaign.description,
      type: 'object',
      required: ReportResponseRow.required.filter((name) => name !== 'emailId' && name !== 'emailName'),
      properties: campaignFields,
      if: { allOf: [has('emails', { const: 1 }), has('emailId', { not: { type: 'null' } })] },
      then: { required: ['emailName'], properties: { emailId, emailName } },
    },
    EmailResponse: {
      ...EmailResponse,
      anyOf: [has('html', { type: 'string' }), has('text', { type: 'string' })],
    },
    ...others,
    Count,
  };
}

/** Returns the JSON Schema of the contract. */
function createSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Report of campaign-email-report, version 1',
    $ref: '#/$defs/ReportResponse',
    $defs: withRules(new ContractTypes().definitions()),
  };
}

/** Returns the contents of the files by their paths. */
export async function makeSchemas() {
  const schema = createSchema();
  const files = { 'schema/report.schema.json': schema, 'schema/openapi.json': createOpenApi(schema) };
  const options = { ...(await resolveConfig(contractFiles[0])), parser: 'json' };
  const entries = Object.entries(files).map(async ([path, content]) => [
    path,
    await format(JSON.stringify(content), options),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'schema'), { recursive: true });
  for (const [path, text] of Object.entries(await makeSchemas())) writeFileSync(join(root, path), text);
}
