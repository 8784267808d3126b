import type { Mailbox } from './addresses.ts';
import { checkDatabase } from './check-database.ts';
import { emailContent, type EmailContent, type Surroundings } from './email-content.ts';
import { fittingRows } from './email-html.ts';
import { loadLanguage, type Language } from './language.ts';
import type { Message } from './mail-server.ts';
import { createMessage } from './message.ts';
import type { DeliverRequest } from './options.ts';
import { reportFile, type ReportFile } from './report-file.ts';
import { linkToView } from './report-link.ts';
import { reportOfView, type ViewReport } from './report-of-view.ts';
import type { Period } from './schedule.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { UnsubscribeTokens } from '../subscriptions/unsubscribe-token.ts';

/** Many mail servers refuse messages of more than 25 MB, and attachments grow by a third on the way. */
const maxFile = 15_000_000;

/** A subscription, and the servers that have the records; none if the database has them. */
export interface ConnectedRequest extends DeliverRequest {
  readonly nodes: readonly ClickHouseNode[];
}

/**
 * Queries the report of a period once. Returns what creates the message of each recipient.
 * @throws UsageError if recipients may only see campaigns of a workspace or folder that has none
 */
export async function prepareMessages(
  request: ConnectedRequest,
  period: Period,
  now: number,
): Promise<(recipient: Mailbox) => Promise<Message>> {
  const { database, nodes, subscription, view, timeZone, calendar, access, link, fileFormat, sender, serviceUrl } =
    request;
  const language = await loadLanguage(request.language);
  const report = await reportOfView({
    ...{ database, nodes, access, calendar, language },
    view: { ...view.view, timeZone },
    now: period.dueAt,
    madeAt: now,
  });
  // After the report, which says best why a database cannot be read.
  await checkDatabase(database, access, nodes.length);
  const title = view.name ?? language.messages.title;
  const file = fileFormat === 'none' ? undefined : reportFile(report, language, title, fileFormat);
  const isTooLarge = file !== undefined && file.content.byteLength > maxFile;
  const tokens = await UnsubscribeTokens.create(database);
  const unsubscribeUrl = async ({ address }: Mailbox): Promise<string> => {
    const id = { id: subscription, name: title, language: request.language };
    return `${serviceUrl}unsubscribe?token=${await tokens.tokenFor({ ...id, address: address.toLowerCase() })}`;
  };
  const surroundings: Surroundings = {
    name: view.name,
    reportUrl: link === undefined ? undefined : linkToView(link, report.view, report.dates),
    file: isTooLarge ? 'too-large' : file && 'attached',
  };
  const content = contentThatFits(report, language, surroundings, await unsubscribeUrl(longest(request.recipients)));
  const template = {
    ...{ subscription, sender, content, date: new Date(now), period: period.id },
    file: isTooLarge ? undefined : (file satisfies ReportFile | undefined),
  };
  return async (recipient) => createMessage(template, recipient, await unsubscribeUrl(recipient));
}

/** Returns the recipient with the longest address, and so with the longest link to unsubscribe. */
function longest(recipients: readonly Mailbox[]): Mailbox {
  return recipients.reduce((first, second) => (second.address.length > first.address.length ? second : first));
}

function contentThatFits(
  report: ViewReport,
  language: Language,
  surroundings: Surroundings,
  unsubscribeUrl: string,
): EmailContent {
  const content = emailContent(report, language, surroundings);
  const fitting = fittingRows(content, unsubscribeUrl);
  return fitting === content.rows.length ? content : emailContent(report, language, surroundings, fitting);
}
