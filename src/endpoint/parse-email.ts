import type { Email, EmailLink } from '../model/email.ts';
import { isJsonObject, type JsonObject } from '../platform/json-object.ts';
import { ProblemList, quote } from './contract-error.ts';
import { isNullish, readCount, readFlag, readId, readRequiredText, readText } from './validators.ts';

/**
 * Validates the body of an `EmailResponse`.
 * @param id the requested email; another email breaks the contract
 * @throws {ContractError} with the first problems and the number of all, if the body breaks the contract
 */
export function parseEmail(body: unknown, id: string): Email {
  const problems = new ProblemList('links');
  problems.source = body;
  if (!isJsonObject(body)) {
    problems.add('body', 'an object', body);
    problems.throwIfAny();
  }
  const fields = isJsonObject(body) ? body : {};
  const email: Email = {
    id: readId(fields['id'], 'id', problems),
    name: readText(fields['name'], 'name', problems),
    subject: readText(fields['subject'], 'subject', problems),
    preheader: readText(fields['preheader'], 'preheader', problems),
    fromName: readText(fields['fromName'], 'fromName', problems),
    fromAddress: readText(fields['fromAddress'], 'fromAddress', problems),
    html: readText(fields['html'], 'html', problems),
    text: readText(fields['text'], 'text', problems),
    links: readLinks(fields['links'], 'links', problems),
    ignoredLinks: readLinks(fields['ignoredLinks'], 'ignoredLinks', problems) ?? [],
    withoutLink: readCounts(fields['clicksWithoutLink'], 'clicksWithoutLink', problems),
    isOfCampaign: false,
    isCurrent: readContentVersion(fields['contentVersion'], problems) === 'current',
    isPartial: readFlag(fields['partial'], 'partial', problems) ?? false,
    previewPageUrl: readText(fields['previewPageUrl'], 'previewPageUrl', problems),
  };
  if (problems.count === 0 && email.id !== id) problems.add('id', `the requested id, ${quote(id)}`, email.id);
  if (problems.count === 0 && email.html === undefined && email.text === undefined) {
    problems.add('html', 'a string, here or in text', undefined);
  }
  problems.throwIfAny();
  return email;
}

function readContentVersion(value: unknown, problems: ProblemList): unknown {
  if (!isNullish(value) && value !== 'current') problems.add('contentVersion', '"current"', value);
  return value;
}

function readCounts(value: unknown, id: string, problems: ProblemList): Omit<EmailLink, 'url'> | undefined {
  if (isNullish(value)) return undefined;
  if (isJsonObject(value)) return countsOf(value, problems);
  problems.add(id, 'an object', value);
  return undefined;
}

function countsOf(fields: JsonObject, problems: ProblemList): Omit<EmailLink, 'url'> {
  const human = (id: string) => (isNullish(fields[id]) ? {} : { [id]: readCount(fields[id], id, problems) });
  return {
    clicks: readCount(fields['clicks'], 'clicks', problems),
    people: readCount(fields['people'], 'people', problems),
    ...human('humanClicks'),
    ...human('humanPeople'),
  };
}

function readLinks(links: unknown, id: string, problems: ProblemList): readonly EmailLink[] | undefined {
  if (isNullish(links)) return undefined;
  if (!Array.isArray(links)) {
    problems.add(id, 'an array', links);
    return [];
  }
  const read = links.map((link: unknown, index) => {
    problems.row = index;
    if (!isJsonObject(link)) problems.add('', 'an object', link);
    const fields: JsonObject = isJsonObject(link) ? link : { url: '' };
    return { url: readRequiredText(fields['url'], 'url', problems), ...countsOf(fields, problems) };
  });
  problems.row = undefined;
  return read;
}
