import type { CampaignGroup, Filter } from '../model/filter.ts';
import { decodeFolder } from '../ui/filter-texts.ts';

/** A campaign that can be chosen. */
export interface CampaignChoice {
  readonly id: string;
  readonly name: string;
  /** The path of its folder, with a leading slash and without a trailing one; empty for none. */
  readonly folder: string;
  readonly isArchived: boolean;
}

/** The chosen campaigns: those with some ids, and those in some folders or below them. Without both, all campaigns. */
export type CampaignSelection = Pick<Filter, 'campaigns' | 'folders'>;

export interface FolderNode {
  readonly group: CampaignGroup;
  /** The path of the folder; empty for a group itself. */
  readonly path: string;
  readonly name: string;
  readonly folders: FolderNode[];
  readonly campaigns: CampaignChoice[];
}

/** A visible line of the tree. */
export interface TreeLine {
  readonly key: string;
  /** From 1. */
  readonly level: number;
  readonly setSize: number;
  /** From 1. */
  readonly position: number;
  readonly folder: FolderNode | undefined;
  readonly campaign: CampaignChoice | undefined;
  readonly isExpanded: boolean;
}

/** Whether all, some or none of the campaigns of a line are chosen. */
export type Checked = 'true' | 'mixed' | 'false';

/** Returns a path as filters have it: with a leading slash and without a trailing one; empty for no folder. */
export function normalizeFolder(path: string | undefined): string {
  const text = (path ?? '').replace(/^\/+|\/+$/g, '');
  return text && `/${text}`;
}

export const folderKey = ({ group, path }: FolderNode) => `${group} ${path}`;

/** Builds the tree: a group for current campaigns, another for archived ones; folders first, both sorted by name. */
export function buildTree(choices: readonly CampaignChoice[], collator: Intl.Collator): FolderNode[] {
  const groups = (['current', 'archived'] as const).map((group) => {
    const root: FolderNode = { group, path: '', name: '', folders: [], campaigns: [] };
    const byPath = new Map([['', root]]);
    for (const choice of choices)
      if (choice.isArchived === (group === 'archived')) folderAt(choice.folder, root, byPath).campaigns.push(choice);
    for (const { folders, campaigns } of byPath.values()) {
      folders.sort((one, other) => collator.compare(one.name, other.name));
      campaigns.sort((one, other) => collator.compare(one.name, other.name));
    }
    return root;
  });
  return groups.filter(({ folders, campaigns }) => folders.length + campaigns.length > 0);
}

function folderAt(path: string, root: FolderNode, byPath: Map<string, FolderNode>): FolderNode {
  const known = byPath.get(path);
  if (known) return known;
  const parentPath = path.slice(0, path.lastIndexOf('/'));
  const name = decodeFolder(path.slice(parentPath.length + 1));
  const folder: FolderNode = { group: root.group, path, name, folders: [], campaigns: [] };
  byPath.set(path, folder);
  folderAt(parentPath, root, byPath).folders.push(folder);
  return folder;
}

/** The state that the visible lines depend on. */
export interface TreeView {
  /** The keys of expanded folders. */
  readonly expanded: ReadonlySet<string>;
  /** Whether a name is searched for; `undefined` without a search, which expands all folders with matches. */
  readonly matches: ((name: string) => boolean) | undefined;
}

/** Returns the visible lines, in order. A matching folder can be expanded to everything in it. */
export function treeLines(groups: readonly FolderNode[], view: TreeView): TreeLine[] {
  const lines: TreeLine[] = [];
  addLines(groups, [], 1, view, lines);
  return lines;
}

function addLines(
  folders: readonly FolderNode[],
  campaigns: readonly CampaignChoice[],
  level: number,
  view: TreeView,
  lines: TreeLine[],
): boolean {
  const { expanded, matches } = view;
  const start = lines.length;
  const siblings: number[] = [];
  for (const folder of folders) {
    const isMatch = matches && folder.path !== '' && matches(folder.name);
    const inside = isMatch ? { expanded, matches: undefined } : view;
    const isExpanded = expanded.has(folderKey(folder)) || (matches !== undefined && !isMatch);
    const at = lines.length;
    lines.push({ key: folderKey(folder), level, setSize: 0, position: 0, folder, campaign: undefined, isExpanded });
    const hasLines = isExpanded && addLines(folder.folders, folder.campaigns, level + 1, inside, lines);
    if (matches && !isMatch && !hasLines) lines.length = at;
    else siblings.push(at);
  }
  for (const campaign of campaigns) {
    if (matches && !matches(campaign.name)) continue;
    siblings.push(lines.length);
    const key = `campaign ${campaign.id}`;
    lines.push({ key, level, setSize: 0, position: 0, folder: undefined, campaign, isExpanded: false });
  }
  siblings.forEach((at, index) => {
    lines[at] = { ...(lines[at] as TreeLine), setSize: siblings.length, position: index + 1 };
  });
  return lines.length > start;
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** Whether a campaign is chosen, by its id or with a folder. */
export function isChosen({ id, folder }: CampaignChoice, { campaigns, folders }: CampaignSelection): boolean {
  return campaigns.includes(id) || folders.some((path) => isIn(folder, path));
}

/** Returns the state of every folder, by its key. */
export function checkedFolders(
  groups: readonly FolderNode[],
  { campaigns, folders }: CampaignSelection,
): ReadonlyMap<string, Checked> {
  const ids = new Set(campaigns);
  const states = new Map<string, Checked>();
  const count = (node: FolderNode, isInside: boolean): [chosen: number, all: number] => {
    const isWhole = isInside || (node.path !== '' && folders.includes(node.path));
    let all = node.campaigns.length;
    let chosen = isWhole ? all : node.campaigns.filter(({ id }) => ids.has(id)).length;
    for (const child of node.folders) {
      const [chosenInside, allInside] = count(child, isWhole);
      chosen += chosenInside;
      all += allInside;
    }
    states.set(folderKey(node), chosen === 0 ? 'false' : chosen === all ? 'true' : 'mixed');
    return [chosen, all];
  };
  for (const group of groups) count(group, false);
  return states;
}

/** Returns the chosen folders that a campaign in the folder `path` is in, or the folder `path` itself is below. */
const foldersAbove = (path: string, isCampaign: boolean, { folders }: CampaignSelection): readonly string[] =>
  folders.filter((folder) => (isCampaign ? isIn(path, folder) : path.startsWith(`${folder}/`)));

/** Whether a line is chosen with a folder above it. Removing it needs all campaigns of that folder. */
export function isInChosenFolder({ folder, campaign }: TreeLine, selection: CampaignSelection): boolean {
  return foldersAbove(campaign?.folder ?? folder?.path ?? '', campaign !== undefined, selection).length > 0;
}

/**
 * Chooses a line, or removes it from the selection. A folder is kept as its path, so that it includes later campaigns.
 * Without a campaign or folder of it, the rest of a chosen folder stays chosen.
 * @param choices all campaigns of the folders that {@link isInChosenFolder} finds: any others would be removed
 */
export function toggleLine(
  { folder, campaign }: TreeLine,
  isChecked: boolean,
  selection: CampaignSelection,
  choices: readonly CampaignChoice[],
): CampaignSelection {
  if (campaign) return isChecked ? without(campaign.folder, campaign, selection, choices) : withId(campaign, selection);
  if (!folder) return selection;
  if (folder.path === '') return toggleGroup(folder, isChecked, selection, choices);
  if (isChecked) return without(folder.path, undefined, selection, choices);
  return withFolder(folder.path, selection, choices);
}

function withId({ id }: CampaignChoice, { campaigns, folders }: CampaignSelection): CampaignSelection {
  return { campaigns: [...campaigns, id], folders };
}

function withFolder(
  path: string,
  { campaigns, folders }: CampaignSelection,
  choices: readonly CampaignChoice[],
): CampaignSelection {
  const inside = new Set(choices.filter(({ folder }) => isIn(folder, path)).map(({ id }) => id));
  return {
    campaigns: campaigns.filter((id) => !inside.has(id)),
    folders: [...folders.filter((other) => !isIn(other, path)), path],
  };
}

/** A group has no path: its folders and the campaigns outside of folders are chosen one by one. */
function toggleGroup(
  group: FolderNode,
  isChecked: boolean,
  selection: CampaignSelection,
  choices: readonly CampaignChoice[],
): CampaignSelection {
  let result = selection;
  for (const { path } of group.folders)
    result = isChecked ? without(path, undefined, result, choices) : withFolder(path, result, choices);
  const ids = new Set(group.campaigns.map(({ id }) => id));
  const others = result.campaigns.filter((id) => !ids.has(id));
  return { campaigns: isChecked ? others : [...others, ...ids], folders: result.folders };
}

/** Removes a folder, or a campaign in it. A chosen folder above is replaced by its other folders and campaigns. */
function without(
  path: string,
  campaign: CampaignChoice | undefined,
  selection: CampaignSelection,
  choices: readonly CampaignChoice[],
): CampaignSelection {
  const { campaigns, folders } = selection;
  const ids = new Set(campaigns);
  const isRemoved = (choice: CampaignChoice) => (campaign ? choice.id === campaign.id : isIn(choice.folder, path));
  for (const choice of choices) if (isRemoved(choice)) ids.delete(choice.id);
  const above = foldersAbove(path, campaign !== undefined, selection);
  const kept = new Set(folders.filter((folder) => !above.includes(folder) && (campaign || !isIn(folder, path))));
  for (const folder of above) {
    for (const choice of choices) {
      if (!isIn(choice.folder, folder) || isRemoved(choice)) continue;
      const sibling = siblingFolder(choice.folder, path);
      if (sibling === undefined) ids.add(choice.id);
      else kept.add(sibling);
    }
  }
  return { campaigns: [...ids], folders: [...kept] };
}

/**
 * Returns the highest folder above `folder` that does not contain `removed`; `undefined` if all of them do: campaigns in
 * `folder` can only be chosen one by one then.
 */
function siblingFolder(folder: string, removed: string): string | undefined {
  const names = folder.split('/');
  const removedNames = removed.split('/');
  const split = names.findIndex((name, index) => name !== removedNames[index]);
  return split < 0 ? undefined : names.slice(0, split + 1).join('/');
}
