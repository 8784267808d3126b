import { readAssetFiles } from './asset-file.ts';
import type { Asset } from './asset-file.ts';
import { emailOf, readEmailDirectory } from './email-files.ts';
import type { EmailAsset } from './email-files.ts';
import { isDirectory } from './extract.ts';
import { idOrNull, isObject } from './json-values.ts';
import type { JsonObject } from './json-values.ts';

/** The assets of the Asset API that the report needs. They are joined to the activities by id. */
export interface Assets {
  campaigns: CampaignAsset[];
  programs: FolderAsset[];
  folders: FolderAsset[];
  emails: EmailAsset[];
}

interface CampaignAsset {
  id: string;
  name: string | null;
  folderId: string | null;
  folderType: string | null;
  campaignType: string | null;
  isActive: boolean | null;
  workspace: string | null;
}

/** A folder, or a program that contains campaigns. A folder and a program may have the same id. */
interface FolderAsset {
  id: string;
  type: string | null;
  name: string | null;
  path: string | null;
  archived: boolean | null;
  parentId: string | null;
  parentType: string | null;
}

export interface AssetPaths {
  campaigns?: string[];
  programs?: string[];
  folders?: string[];
  /** Files with emails, or directories of email files. */
  emails?: string[];
}

/**
 * Reads the asset files.
 * @throws an error that names the file, if it cannot be read or is not a response of the Asset API
 */
export async function readAssets(paths: AssetPaths): Promise<Assets> {
  const [campaigns, programs, folders, emails] = await Promise.all([
    readAssetFiles(paths.campaigns ?? []),
    readAssetFiles(paths.programs ?? []),
    readAssetFiles(paths.folders ?? []),
    readEmails(paths.emails ?? []),
  ]);
  return {
    campaigns: campaigns.map(readCampaign),
    programs: programs.map(readProgram),
    folders: folders.map(readFolder),
    emails,
  };
}

async function readEmails(paths: readonly string[]): Promise<EmailAsset[]> {
  const emails = await Promise.all(
    paths.map(async (path) => {
      if (await isDirectory(path)) return readEmailDirectory(path);
      const assets = await readAssetFiles([path]);
      return assets.map(({ asset }) => ({ ...emailOf(asset), id: idOf(asset['id'], path) }));
    }),
  );
  return emails.flat();
}

/** Reads a smart campaign. A campaign of the older campaign list has a program instead of a folder. */
function readCampaign({ path, asset }: Asset): CampaignAsset {
  const folder = placeOf(asset['folder']);
  const programId = idOrNull(asset['parentProgramId'] ?? asset['programId']);
  return {
    id: idOf(asset['id'], path),
    name: textOf(asset['name']),
    folderId: folder.id ?? programId,
    folderType: folder.id === null && programId !== null ? 'Program' : folder.type,
    campaignType: textOf(asset['type'])?.toLowerCase() ?? null,
    isActive: booleanOf(asset['isActive'] ?? asset['active']),
    workspace: textOf(asset['workspace'] ?? asset['workspaceName']),
  };
}

function readProgram({ path, asset }: Asset): FolderAsset {
  const parent = placeOf(asset['folder']);
  return {
    id: idOf(asset['id'], path),
    type: 'Program',
    name: textOf(asset['name']),
    path: null,
    // Only folders can be archived, with all that they contain.
    archived: false,
    parentId: parent.id,
    parentType: parent.type,
  };
}

function readFolder({ path, asset }: Asset): FolderAsset {
  const { id, type } = placeOf(asset['folderId']);
  const parent = placeOf(asset['parent']);
  return {
    id: idOf(id ?? asset['id'], path),
    type,
    name: textOf(asset['name']),
    path: textOf(asset['path']),
    archived: booleanOf(asset['isArchive']),
    parentId: parent.id,
    parentType: parent.type,
  };
}

/** Reads the place of an asset. The id is in `id` or in `value`; the type may be in any case. */
function placeOf(field: unknown): { id: string | null; type: string | null } {
  const place: JsonObject = isObject(field) ? field : {};
  const type = textOf(place['type'])?.toLowerCase();
  return {
    id: idOrNull(place['id'] ?? place['value']),
    type: type === undefined ? null : type.slice(0, 1).toUpperCase() + type.slice(1),
  };
}

function textOf(field: unknown): string | null {
  return typeof field === 'string' && field !== '' ? field : null;
}

function booleanOf(field: unknown): boolean | null {
  return typeof field === 'boolean' ? field : null;
}

function idOf(field: unknown, path: string): string {
  const id = idOrNull(field);
  if (id !== null) return id;
  throw new Error(
    `${path}: expected an id, a decimal integer, but found ${field === undefined ? 'none' : JSON.stringify(field)}. Nothing was imported.`,
  );
}
