import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';

const file = join(import.meta.dirname, '../../schema/report.schema.json');

/** The published JSON Schema of the contract. */
export const contractSchema = JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject & {
  readonly $defs: Readonly<Record<string, AnySchemaObject>>;
};

// Its strict mode refuses keywords that are unknown or have no effect.
const ajv = new Ajv2020({ strict: true }).addSchema(contractSchema, 'contract');

/** Returns the places where a value breaks the schema of a type of the contract, such as `/rows/0/sent must be integer`. */
export function schemaProblems(type: string, value: unknown): string[] {
  const validate = ajv.getSchema(`contract#/$defs/${type}`);
  if (!validate) throw new Error(`The schema has no type ${type}.`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`.trim());
}

/** Returns the places where a report in lines breaks the schema. */
export function schemaProblemsInLines(text: string): string[] {
  const [head, ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const rowType = head?.['groupBy'] === 'campaign' ? 'ReportResponseCampaign' : 'ReportResponseRow';
  return [...schemaProblems('ReportHead', head), ...rows.flatMap((row) => schemaProblems(rowType, row))];
}
