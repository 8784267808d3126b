import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { explainPermission } from '../permission-error.ts';

describe('the message about a file without access', () => {
  for (const message of [
    "EACCES: permission denied, open '/data/report.duckdb'",
    "EPERM: operation not permitted, chmod '/data/report.duckdb'",
    'IO Error: Cannot open file "/data/report.duckdb": Permission denied',
    "/data/a.csv cannot be read (EACCES: permission denied, open '/data/a.csv'). Nothing was imported.",
  ]) {
    it(`names the user: ${message}`, () => {
      const explained = explainPermission(message, 'marketo-report');
      assert.ok(explained.startsWith(message));
      assert.match(explained, /[)'"\w]\. The service runs as the user marketo-report, who needs access/);
    });
  }

  it('asks for another folder if the file system is read-only', () => {
    const message = "EROFS: read-only file system, mkdir '/data/report.duckdb.import'";
    assert.match(
      explainPermission(message),
      /^EROFS.*import'\. This file system is read-only\. Choose another folder\.$/,
    );
  });

  it('is unchanged for other errors', () => {
    for (const message of ['', 'Port 80 is in use.', 'ENOENT: no such file or directory']) {
      assert.equal(explainPermission(message), message);
    }
  });
});
