import { formatInstant, second } from './clock.ts';
import { itemOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { Refusal } from './outcome.ts';
import { isAlreadyQueued } from './recovery.ts';

const root = '/bulk/v1/activities/export';

/** The email activities, and Merge Leads. */
const activityTypeIds = [6, 7, 8, 9, 10, 11, 27, 32];

const fields = [
  ...['marketoGUID', 'leadId', 'activityDate', 'activityTypeId', 'campaignId'],
  ...['primaryAttributeValueId', 'primaryAttributeValue', 'attributes', 'actionResult'],
];

/** The state of an export job. */
export interface ExportStatus {
  status: 'created' | 'running' | 'completed' | 'failed' | 'lost';
  fileSize: number | undefined;
  checksum: string | undefined;
  records: number | undefined;
  problem: string | undefined;
}

/** The path of a job's file. */
export function exportFilePath(exportId: string): string {
  return `${root}/${exportId}/file.json`;
}

/**
 * Creates a job for the activities of a stretch of time. It does nothing until it is enqueued.
 * @returns the job's id, or `undefined` if Marketo created a failed job
 */
export async function createExport(client: MarketoClient, start: number, end: number): Promise<string | undefined> {
  // Whether the limits are inclusive is not documented, so stretches overlap by a second.
  const createdAt = { startAt: formatInstant(start - second), endAt: formatInstant(end) };
  const body = { format: 'CSV', fields, filter: { createdAt, activityTypeIds } };
  const path = `${root}/create.json`;
  const job = itemOf(await client.post(path, body), path);
  const { status, exportId } = job;
  return status !== 'Failed' && typeof exportId === 'string' ? exportId : undefined;
}

/** Starts a job. @returns whether it still exists */
export async function enqueueExport(client: MarketoClient, exportId: string): Promise<boolean> {
  try {
    await client.post(`${root}/${exportId}/enqueue.json`);
    return true;
  } catch (error) {
    if (isAlreadyQueued(error)) return true;
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export async function readExport(client: MarketoClient, exportId: string): Promise<ExportStatus> {
  const path = `${root}/${exportId}/status.json`;
  try {
    const job = itemOf(await client.get(path), path);
    const numberOf = (field: unknown): number | undefined => (typeof field === 'number' ? field : undefined);
    const textOf = (field: unknown): string | undefined => (typeof field === 'string' ? field : undefined);
    return {
      status: statusOf(String(job['status'])),
      fileSize: numberOf(job['fileSize']),
      checksum: textOf(job['fileChecksum']),
      records: numberOf(job['numberOfRecords']),
      problem: textOf(job['errorMsg']),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'lost', fileSize: undefined, checksum: undefined, records: undefined, problem: error.message };
  }
}

/** Cancels a job, which would otherwise hold a place in the queue. */
export async function cancelExport(client: MarketoClient, exportId: string): Promise<void> {
  await client.post(`${root}/${exportId}/cancel.json`).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/** Marketo spells both Canceled and Cancelled. */
function statusOf(status: string): ExportStatus['status'] {
  if (status === 'Created') return 'created';
  if (status === 'Completed') return 'completed';
  if (status === 'Failed') return 'failed';
  return /^cancell?ed$/i.test(status) ? 'lost' : 'running';
}
