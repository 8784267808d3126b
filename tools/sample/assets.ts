import { isoInstant } from './calendar.ts';
import { renderHtml } from './email-templates/templates.ts';
import { linksOf, linksOfText, renderText } from './email-templates/text-part.ts';
import type { SampleCampaign, SampleEmail, SampleProgram } from './model.ts';

const ROOT_FOLDER = 'Marketing Activities';
const ROOT_FOLDER_ID = 1;

/** A response of the Asset API. */
export interface AssetResponse {
  readonly success: true;
  readonly errors: readonly [];
  readonly warnings: readonly [];
  readonly requestId: string;
  readonly result: readonly object[];
}

/** One file of an email. */
export interface EmailFile {
  readonly name: string;
  readonly content: string;
}

/** Assigns an id to each folder of the campaigns and each parent folder, by path below the root. */
export function folderIds(campaigns: readonly SampleCampaign[]): Map<string, number> {
  const paths = new Set<string>();
  for (const { folder } of campaigns) {
    const names = folder.split('/');
    for (let depth = 1; depth <= names.length; depth += 1) paths.add(names.slice(0, depth).join('/'));
  }
  return new Map([...paths].sort().map((path, index) => [path, 301 + index * 2]));
}

/** Returns the content of `campaigns.json`: the smart campaigns that were not deleted. */
export function campaignsResponse(
  campaigns: readonly SampleCampaign[],
  ids: ReadonlyMap<string, number>,
): AssetResponse {
  const listed = campaigns.filter((campaign) => campaign.listed);
  return response(listed.map((campaign) => campaignAsset(campaign, ids)));
}

/** Returns the content of `programs.json`. */
export function programsResponse(programs: readonly SampleProgram[], ids: ReadonlyMap<string, number>): AssetResponse {
  return response(programs.map((program) => programAsset(program, ids)));
}

/** Returns the content of `folders.json`: all folders except one that is hidden from the API user. */
export function foldersResponse(ids: ReadonlyMap<string, number>): AssetResponse {
  const hidden = [...ids.keys()].find((path) => path.startsWith('Archive/APAC/'));
  const visible = [...ids].filter(([path]) => path !== hidden);
  return response([rootFolder(), ...visible.map(([path, id]) => folderAsset(path, id, ids))]);
}

/** Returns the files of an email, and the URLs of its links. */
export function emailFiles(email: SampleEmail): { files: EmailFile[]; links: string[] } {
  if (email.parts === 'none') return { files: [], links: [] };
  const files: EmailFile[] = [{ name: `${email.id}.json`, content: json(emailAsset(email)) }];
  if (email.parts === 'asset only') return { files, links: [] };
  const text = renderText(email.content);
  if (email.parts !== 'html') files.push({ name: `${email.id}.txt`, content: text });
  if (email.parts === 'text') return { files, links: linksOfText(text) };
  const html = renderHtml(email.content);
  files.push({ name: `${email.id}.html`, content: html });
  return { files, links: linksOf(html) };
}

export function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function response(result: readonly object[]): AssetResponse {
  return { success: true, errors: [], warnings: [], requestId: 'a3f1#19ab2c4d5e6', result };
}

function campaignAsset(campaign: SampleCampaign, ids: ReadonlyMap<string, number>): object {
  const isTrigger = campaign.kind === 'trigger';
  const active = campaign.kind !== 'batch' && !campaign.archived;
  const { program } = campaign;
  return {
    id: campaign.id,
    name: campaign.name,
    description: '',
    createdAt: assetDate(campaign.createdAt),
    updatedAt: assetDate(campaign.createdAt),
    workspace: campaign.workspace,
    folder: program
      ? { id: program.id, type: 'Program', folderName: program.name }
      : { id: ids.get(campaign.folder), type: 'Folder', folderName: campaign.folder.split('/').at(-1) },
    ...(program && { parentProgramId: program.id }),
    status: active ? 'Active' : isTrigger ? 'Inactive' : 'Finished',
    type: isTrigger ? 'Trigger' : 'Batch',
    isSystem: false,
    isActive: active,
    isRequestable: false,
    isCommunicationLimitEnabled: true,
    recurrence: campaign.kind === 'weekly' ? weekly(campaign.createdAt) : { weekdaysOnly: false },
    qualificationRuleType: isTrigger ? 'any' : 'once',
    smartListId: campaign.id + 20_000,
    flowId: campaign.id + 10_000,
    computedUrl: `https://app.example.com/#SC${campaign.id}A1`,
  };
}

function weekly(startAt: number): object {
  const schedule = { intervalType: 'Weekly', interval: 1, weekdayMask: ['Tuesday'] };
  return { startAt: assetDate(startAt), ...schedule, weekdaysOnly: false };
}

function programAsset(program: SampleProgram, ids: ReadonlyMap<string, number>): object {
  const folderName = program.folder.split('/').at(-1);
  return {
    id: program.id,
    name: program.name,
    description: '',
    createdAt: assetDate(program.createdAt),
    updatedAt: assetDate(program.createdAt),
    url: `https://app.example.com/#PG${program.id}A1`,
    type: program.channel === 'Nurture' ? 'Engagement' : 'Default',
    channel: program.channel,
    folder: { type: 'Folder', value: ids.get(program.folder), folderName },
    status: '',
    workspace: program.workspace,
  };
}

function folderAsset(path: string, id: number, ids: ReadonlyMap<string, number>): object {
  const names = path.split('/');
  const parent = ids.get(names.slice(0, -1).join('/')) ?? ROOT_FOLDER_ID;
  return {
    name: names.at(-1),
    description: null,
    createdAt: '2024-09-02T08:15:00Z+0000',
    updatedAt: '2024-09-02T08:15:00Z+0000',
    url: `https://app.example.com/#MF${id}A1`,
    folderId: { id, type: 'Folder' },
    folderType: 'Marketing Folder',
    parent: { id: parent, type: 'Folder' },
    path: `/${ROOT_FOLDER}/${path}`,
    isArchive: names[0] === 'Archive',
    isSystem: false,
    accessZoneId: 1,
    workspace: 'Default',
    id,
  };
}

function rootFolder(): object {
  return {
    name: ROOT_FOLDER,
    folderId: { id: ROOT_FOLDER_ID, type: 'Folder' },
    folderType: 'Zone',
    parent: null,
    path: `/${ROOT_FOLDER}`,
    isArchive: false,
    isSystem: true,
    workspace: 'Default',
    id: ROOT_FOLDER_ID,
  };
}

function emailAsset(email: SampleEmail): object {
  const { content } = email;
  const text = (value: string): object => ({ type: 'Text', value });
  return {
    id: email.id,
    name: email.name,
    description: '',
    createdAt: assetDate(email.createdAt),
    updatedAt: assetDate(email.createdAt),
    subject: text(content.subject),
    fromName: text(content.fromName),
    fromEmail: text('news@example.com'),
    replyEmail: text('contact@example.com'),
    preHeader: content.preheader,
    operational: content.role === 'service' || content.role === 'confirmation',
    textOnly: email.parts === 'text',
    publishToMSI: false,
    webView: true,
    isOpenTrackingDisabled: !email.openTracked,
    status: 'approved',
    workspace: email.workspace,
    version: 2,
  };
}

/** Formats a date as the Asset API does, with both `Z` and an offset. */
function assetDate(instant: number): string {
  return `${isoInstant(instant)}+0000`;
}
