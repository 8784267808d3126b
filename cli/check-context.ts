import { parametersOf, reportUrl, type ReportRequest } from '../src/endpoint/fetch-report.ts';
import type { Report } from '../src/model/report.ts';
import { NoResponseError, type Answer, type EndpointClient } from './endpoint-client.ts';
import { Findings, type Topic } from './findings.ts';
import { explainProblem, pathOf, readReportText } from './read-report.ts';

/** The parts of a request that checks vary. */
export type RequestChange = Partial<ReportRequest>;

/** The client, the request and the findings that all checks share. */
export class CheckContext {
  readonly client: EndpointClient;
  readonly findings = new Findings();
  /** The first request of an element. */
  readonly request: ReportRequest;
  readonly now: Date;

  constructor(client: EndpointClient, request: ReportRequest, now: Date) {
    this.client = client;
    this.request = request;
    this.now = now;
  }

  /** Sends a report request. `parameters` replace those of the element, to send invalid ones. */
  send(
    change: RequestChange = {},
    accept?: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const request = { ...this.request, ...change };
    const url = new URL(reportUrl(request));
    if (request.method === 'post') {
      const body = JSON.stringify({ ...parametersOf(request), ...parameters });
      return this.client.request(url.href, { accept, body });
    }
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return this.client.request(url.href, { accept });
  }

  /**
   * Runs a check. A request without a response becomes a finding, and other checks go on.
   * @param field the field of the head that has the URL of the request
   * @returns the result of the check; `undefined` without a response
   */
  async attempt<Result>(topic: Topic, check: () => Promise<Result>, field?: string): Promise<Result | undefined> {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof NoResponseError)) throw error;
      const message = `${error.message} Request: ${this.client.records.at(-1)?.url ?? this.request.endpoint}`;
      if (field === undefined) this.findings.add('error', topic, message);
      else this.findings.add('error', topic, `${field}: ${message}`, { path: field });
      return undefined;
    }
  }

  /** Adds an error about a URL of the head that cannot be requested. */
  addBadLink(topic: Topic, field: string): void {
    this.findings.add('error', topic, `${field} does not lead to an http or https URL.`, { path: field });
  }

  /** Requests another report. A failure becomes a finding. */
  async fetchReport(topic: Topic, what: string, change: RequestChange): Promise<Report | undefined> {
    const answer = await this.send(change);
    if (answer.status !== 200) {
      this.findings.add('error', topic, `${what}: expected status 200, got ${answer.status}.`);
      return undefined;
    }
    const { report, problems } = readReportText(answer.text);
    for (const group of problems) {
      const message = `${what}: ${explainProblem(group, this.request.endpoint)}`;
      this.findings.add('error', topic, message, { path: pathOf(group), count: group.count });
    }
    return report;
  }
}

/** Returns a URL of the head of a report, resolved; `undefined` if it is not an http or https URL. */
export function resolveLink(link: string, base: string): string | undefined {
  if (!URL.canParse(link, base)) return undefined;
  const { href, protocol } = new URL(link, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}

/** The first row of a report that meets a condition. */
export function findRow(report: Report, test: (row: number) => boolean): number | undefined {
  for (let row = 0; row < report.length; row++) if (test(row)) return row;
  return undefined;
}

/** Names a row in English. */
export function nameRow({ text }: Report, row: number): string {
  return `campaign ${text.campaignId[row]} with email ${text.emailId[row]}`;
}

/** The key of a row. */
export function keyOf({ text }: Report, row: number): string {
  return JSON.stringify([text.campaignId[row], text.emailId[row]]);
}
