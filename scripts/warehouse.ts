/**
 * Writes the views and the query of `warehouse` for ClickHouse, from those for PostgreSQL and DuckDB: run `npm run docs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const folder = join(import.meta.dirname, '../warehouse');
const names = ['views.sql', 'report.sql'] as const;

/** A construct of PostgreSQL and DuckDB, and its equivalent. */
type Translation = readonly [standard: RegExp, clickHouse: string | ((...match: string[]) => string)];

/** Otherwise, joins return 0 and empty texts where there is nothing to join. */
const joinSettings = 'SETTINGS join_use_nulls = 1';

const translations: Readonly<Record<(typeof names)[number], readonly Translation[]>> = {
  'views.sql': [
    [/ They run unchanged in PostgreSQL 15 and\n-- later, and in DuckDB\. See (\S+)\./, ' See $1.\n-- @generated'],
    [/timestamp {2}in UTC/, "DateTime64(6, 'UTC')"],
    [/jsonb in PostgreSQL, JSON in DuckDB: an object/, 'text       a JSON object'],
    // Each requires an attribute, so they precede the translation of attributes.
    [
      /unnest\(string_to_array\(regexp_replace\((.+), '\[\^0-9\]\+', ',', 'g'\), ','\)\)/g,
      "arrayJoin(extractAll(ifNull($1, ''), '[0-9]+'))",
    ],
    [/\(attributes ->> '([^']+)'\)/g, "JSONExtract(attributes, '$1', 'Nullable(String)')"],
    // A backslash in a text is an escape.
    [/ ~ ('[^']+')/g, (_, pattern = '') => ` REGEXP ${pattern.replaceAll('\\', '\\\\')}`],
    [/\blower\(/g, 'lowerUTF8('],
    [/(\S+) = ANY \((\S+)\)/g, 'has($2, $1)'],
    [/\bARRAY\[/g, '['],
    // Texts are always compared by their bytes.
    [/ COLLATE "C"/g, ''],
    // min and max of nothing are the start of 1970.
    [/\b(min|max)\(/g, '$1OrNull('],
    [/;$/gm, `\n${joinSettings};`],
  ],
  'report.sql': [
    [/ Runs unchanged in PostgreSQL 15 and later, and in DuckDB\./, '\n-- @generated'],
    [/^(-- )\$\d (\w+)/gm, '$1$2'],
    [/ {2}days AS \([^]+(?= {2}pairs AS)/, () => clickHouseLimits],
    [/bool_or\((\w+)\)/g, 'CAST(max($1) AS boolean)'],
    [/replace\(CAST\((\S+) AS varchar\), ' ', 'T'\)/g, "replaceOne(toString($1, 'UTC'), ' ', 'T')"],
    [/\n$/, `\n${joinSettings}\n`],
  ],
};

/** The start of a day is always the first instant that has its date. */
const clickHouseLimits = `  limits AS (
    SELECT
      toDateTime64(toDate32OrNull({from:Nullable(String)}), 6, {timeZone:String}) AS from_instant,
      toDateTime64(toDate32OrNull({to:Nullable(String)}) + INTERVAL 1 DAY, 6, {timeZone:String}) AS to_instant,
      {dateBasis:String} AS basis
  ),
`;

const untranslated = /->>| ~ |AT TIME ZONE|COLLATE|\bunnest\b|\bbool_(?:or|and)\b|\$\d|\bARRAY\b/;

/** Translates one of the files to ClickHouse. @throws if it has a construct without a translation, or a translation is unused */
export function toClickHouse(name: (typeof names)[number]): string {
  let sql = readFileSync(join(folder, name), 'utf8');
  for (const [standard, clickHouse] of translations[name]) {
    const translated = sql.replace(standard, clickHouse as string);
    if (translated === sql)
      throw new Error(`scripts/warehouse.ts: warehouse/${name} has nothing that matches ${standard}.`);
    sql = translated;
  }
  const [construct] = untranslated.exec(sql) ?? [];
  if (construct) throw new Error(`scripts/warehouse.ts: add a translation of “${construct}” in warehouse/${name}.`);
  return sql.replace(
    '@generated',
    `For ClickHouse. Generated from warehouse/${name} by \`npm run docs\`. Do not edit.`,
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of names) writeFileSync(join(folder, 'clickhouse', name), toClickHouse(name));
}
