import type { CheckResult } from './check-endpoint.ts';
import { topics, type Finding, type Level, type RequestRecord, type Topic } from './findings.ts';

const signs: Readonly<Record<Level, string>> = { error: '✗', warning: '!', info: '·', ok: '✓' };
const order: readonly Level[] = ['error', 'warning', 'info', 'ok'];

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Formats a result for people. */
export function formatResult(result: CheckResult): string {
  const { endpoint, errors, warnings, findings, missing, requests } = result;
  const sections = (Object.keys(topics) as Topic[]).flatMap((topic) => formatTopic(topic, findings));
  return [
    ...sections,
    ...(missing.length > 0 ? ['Missing optional fields'] : []),
    ...missing.map(({ field, consequence }) => `  · ${field}: ${consequence}`),
    'Requests',
    ...requests.map(formatRequest),
    '',
    `${endpoint}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`,
    '',
  ].join('\n');
}

function formatTopic(topic: Topic, findings: readonly Finding[]): string[] {
  const own = findings.filter((finding) => finding.topic === topic);
  if (own.length === 0) return [];
  const sorted = order.flatMap((level) => own.filter((finding) => finding.level === level));
  return [topics[topic], ...sorted.map(({ level, message }) => `  ${signs[level]} ${toPlainText(message)}`)];
}

function formatRequest({ method, url, status, headersAfter, completeAfter, bytes }: RequestRecord): string {
  const time =
    completeAfter === undefined ? 'not complete' : `${headersAfter} ms to headers, ${completeAfter} ms in total`;
  const size = bytes === undefined ? '' : `, ${Math.ceil(bytes / 1000)} kB`;
  return `  ${status ?? '–'} ${method} ${toPlainText(url)} (${time}${size})`;
}

/** Responses must not control the terminal. */
function toPlainText(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, ' ');
}
