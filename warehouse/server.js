/**
 * Serves the report from views.sql in PostgreSQL. Install express and pg, and set PGHOST, PGUSER, PGPASSWORD and PGDATABASE.
 * Start it with: node server.js
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import express from 'express';
import pg from 'pg';

const reportSql = readFileSync(new URL('report.sql', import.meta.url), 'utf8');
const coverageSql = `
  SELECT
    replace(CAST(as_of AS varchar), ' ', 'T') || 'Z' AS "asOf",
    replace(CAST(data_from AS varchar), ' ', 'T') || 'Z' AS "dataFrom"
  FROM report_coverage`;
const pool = new pg.Pool();

/** Returns the name of an invalid parameter. */
function findMistake({ from, to, timeZone, dateBasis }) {
  const isDate = (text) => text === undefined || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
  if (!isDate(from)) return 'from';
  if (!isDate(to)) return 'to';
  if (!['first-sent', 'sent'].includes(dateBasis)) return 'dateBasis';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return undefined;
  } catch {
    return 'timeZone';
  }
}

export const app = express();

// Sign readers in here, before the report.
app.get('/api/report', async (request, response) => {
  const { from, to, timeZone = 'UTC', dateBasis = 'first-sent' } = request.query;
  const parameter = findMistake({ from, to, timeZone, dateBasis });
  if (parameter) {
    const problem = { type: 'about:blank', title: 'Bad Request', status: 400, parameter };
    response
      .status(400)
      .type('application/problem+json')
      .json({ ...problem, detail: `${parameter} is not valid.` });
    return;
  }
  const [{ rows }, coverage] = await Promise.all([
    pool.query(reportSql, [from ?? null, to ?? null, timeZone, dateBasis]),
    pool.query(coverageSql),
  ]);
  response.json({ version: 1, ...coverage.rows[0], from, to, timeZone, dateBasis, rowCount: rows.length, rows });
});

if (argv[1] === fileURLToPath(import.meta.url)) app.listen(8788, '127.0.0.1');
