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

// JavaScript reads 2026-02-30 as March 2. The year 0000 has no dates in PostgreSQL.
const isDate = (text) => /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.slice(0, 10) === text;

// PostgreSQL reads the offset +02:00 as 2 hours west of Greenwich.
function isTimeZone(text) {
  try {
    return /^[a-z]/i.test(text) && Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

/** Returns the name of an invalid parameter. */
function findMistake({ from, to, timeZone, dateBasis }) {
  if (from !== undefined && !isDate(from)) return 'from';
  if (to !== undefined && !isDate(to)) return 'to';
  if (!['first-sent', 'sent'].includes(dateBasis)) return 'dateBasis';
  return isTimeZone(timeZone) ? undefined : 'timeZone';
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
  response.set('Cache-Control', 'private, no-cache');
  response.json({ version: 1, ...coverage.rows[0], from, to, timeZone, dateBasis, rowCount: rows.length, rows });
});

if (argv[1] === fileURLToPath(import.meta.url)) app.listen(8788, '127.0.0.1');
