import { readAssetFile } from './asset-file.ts';
import type { Asset } from './asset-file.ts';
import { emailOf, readEmailDirectory } from './email-files.ts';
import type { EmailAsset } from './email-files.ts';
import { isDirectory } from './extract.ts';
import { idOrNull, isObject } from './json-values.ts';
import type { JsonObject } from './json-values.ts';
import { UnusableFile } from './unusable-file.ts';

/** The assets of the Asset API that the report needs. They are joined to the activities by id. */
export interface Assets {
  campaigns: CampaignAsset[];
  programs: FolderAsset[];
  folders: FolderAsset[];
  emails: EmailAsset[];
  /** A sentence for each asset without a valid id, which is left out. */
  problems: string[];
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
 * Reads the asset files. An asset without a valid id cannot be joined to anything, and is left out.
 * @throws an error that names the file, if it cannot be read, is not a response of the Asset API, or has only such assets
 */
export async function readAssets(paths: AssetPaths): Promise<Assets> {
  const problems: string[] = [];
  const read = async <Read>(files: readonly string[], kind: string, parse: (asset: JsonObject) => Read | undefined) => {
    const lists = await Promise.all(files.map((path) => readAssetFile(path)));
    return lists.flatMap((assets) => {
      const parsed = assets.map(({ asset }) => parse(asset));
      const invalid = assets
        .filter((_, index) => parsed[index] === undefined)
        .map((each) => describeInvalid(each, kind));
      if (invalid[0] !== undefined && invalid.length === assets.length) {
        throw new UnusableFile(invalid[0]);
      }
      problems.push(...invalid);
      return parsed.filter((each) => each !== undefined);
    });
  };
  const [campaigns, programs, folders, emails] = await Promise.all([
    read(paths.campaigns ?? [], 'smart campaign', readCampaign),
    read(paths.programs ?? [], 'program', readProgram),
    read(paths.folders ?? [], 'folder', readFolder),
    Promise.all(
      (paths.emails ?? []).map(async (path) =>
        (await isDirectory(path)) ? readEmailDirectory(path) : read([path], 'email', readEmail),
      ),
    ),
  ]);
  return { campaigns, programs, folders, emails: emails.flat(), problems };
}

function describeInvalid({ path, position, asset }: Asset, kind: string): string {
  const name = textOf(asset['name']);
  const id: unknown = (isObject(asset['folderId']) ? asset['folderId']['id'] : undefined) ?? asset['id'];
  return (
    `${path}: expected an id, a decimal integer, but found ${id === undefined ? 'none' : JSON.stringify(id)} in the ` +
    `${kind} ${name === null ? 'without a name' : JSON.stringify(name)}, number ${position} of the list.`
  );
}

function readEmail(asset: JsonObject): EmailAsset | undefined {
  const id = idOrNull(asset['id']);
  return id === null ? undefined : { ...emailOf(asset), id };
}

/** Reads a smart campaign. A campaign of the older campaign list has a program instead of a folder. */
function readCampaign(asset: JsonObject): CampaignAsset | undefined {
  const id = idOrNull(asset['id']);
  if (id === null) return undefined;
  const folder = placeOf(asset['folder']);
  const programId = idOrNull(asset['parentProgramId'] ?? asset['programId']);
  return {
    id,
    name: textOf(asset['name']),
    folderId: folder.id ?? programId,
    folderType: folder.id === null && programId !== null ? 'Program' : folder.type,
    campaignType: textOf(asset['type'])?.toLowerCase() ?? null,
    isActive: booleanOf(asset['isActive'] ?? asset['active']),
    workspace: textOf(asset['workspace'] ?? asset['workspaceName']),
  };
}

function readProgram(asset: JsonObject): FolderAsset | undefined {
  const id = idOrNull(asset['id']);
  if (id === null) return undefined;
  const parent = placeOf(asset['folder']);
  return {
    id,
    type: 'Program',
    name: textOf(asset['name']),
    path: null,
    // Only folders can be archived, with all that they contain.
    archived: false,
    parentId: parent.id,
    parentType: parent.type,
  };
}

function readFolder(asset: JsonObject): FolderAsset | undefined {
  const place = placeOf(asset['folderId']);
  const id = place.id ?? idOrNull(asset['id']);
  if (id === null) return undefined;
  const parent = placeOf(asset['parent']);
  return {
    id,
    type: place.type,
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
