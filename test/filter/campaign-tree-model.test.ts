import { expect } from 'chai';
import fc from 'fast-check';
import {
  buildTree,
  checkedFolders,
  folderKey,
  isChosen,
  normalizeFolder,
  toggleLine,
  treeLines,
  type CampaignChoice,
  type CampaignSelection,
} from '../../src/filter/campaign-tree-model.ts';

const collator = new Intl.Collator('en', { numeric: true });
const nothing: CampaignSelection = { campaigns: [], folders: [] };

const choice = (id: string, folder: string, isArchived = false): CampaignChoice => ({
  id,
  name: `Campaign ${id}`,
  folder,
  isArchived,
});

/** Folders inside each other, folders whose names begin alike, a campaign without a folder, and archived ones. */
const choices = [
  choice('10', '/EMEA/2026'),
  choice('2', '/EMEA/2026'),
  choice('3', '/EMEA'),
  choice('4', '/EMEA 2'),
  choice('5', ''),
  choice('6', '/EMEA/2025', true),
  choice('7', '/A%2FB'),
];

/** All lines of the tree of some campaigns. */
const allLines = (of = choices) => {
  const groups = buildTree(of, collator);
  const expanded = new Set<string>();
  const add = (folders: ReturnType<typeof buildTree>): void => {
    for (const folder of folders) {
      expanded.add(folderKey(folder));
      add(folder.folders);
    }
  };
  add(groups);
  return treeLines(groups, { expanded, matches: undefined });
};

const nameOf = ({ folder, campaign }: ReturnType<typeof allLines>[number]) =>
  campaign?.name ?? (folder?.path === '' ? folder.group : folder?.name);
const lineOf = (name: string, lines = allLines()) => lines.find((line) => nameOf(line) === name)!;

describe('campaign tree', () => {
  it('has two groups, folders before campaigns, both by name', () => {
    expect(allLines().map((line) => `${line.level} ${nameOf(line)}`)).to.deep.equal([
      '1 current',
      '2 A/B',
      '3 Campaign 7',
      '2 EMEA',
      '3 2026',
      '4 Campaign 2',
      '4 Campaign 10',
      '3 Campaign 3',
      '2 EMEA 2',
      '3 Campaign 4',
      '2 Campaign 5',
      '1 archived',
      '2 EMEA',
      '3 2025',
      '4 Campaign 6',
    ]);
  });

  it('is a flat list without folders', () => {
    const lines = allLines([choice('1', ''), choice('2', '')]);
    expect(lines.map(({ level, setSize, position }) => [level, setSize, position])).to.deep.equal([
      [1, 1, 1],
      [2, 2, 1],
      [2, 2, 2],
    ]);
  });

  it('shows matches of a search with the folders above, and everything in an expanded folder that matches', () => {
    const groups = buildTree(choices, collator);
    const find = (text: string) =>
      treeLines(groups, { expanded: new Set(['current /EMEA/2026']), matches: (name) => name.includes(text) }).map(
        nameOf,
      );
    expect(find('Campaign 10')).to.deep.equal(['current', 'EMEA', '2026', 'Campaign 10']);
    expect(find('2026')).to.deep.equal(['current', 'EMEA', '2026', 'Campaign 2', 'Campaign 10']);
    expect(find('nothing')).to.deep.equal([]);
  });

  it('reads folders with and without slashes at the ends', () => {
    expect(['/A/B/', 'A/B', '', undefined, '/'].map(normalizeFolder)).to.deep.equal(['/A/B', '/A/B', '', '', '']);
  });
});

describe('selection in the tree', () => {
  const toggle = (name: string, selection: CampaignSelection, isChecked: boolean) =>
    toggleLine(lineOf(name), isChecked, selection, choices);

  it('keeps a folder as its path', () => {
    const selection = toggle('2026', { campaigns: ['2', '5'], folders: [] }, false);
    expect(selection).to.deep.equal({ campaigns: ['5'], folders: ['/EMEA/2026'] });
  });

  it('replaces a folder without one of its campaigns by the rest of it', () => {
    expect(toggle('Campaign 2', { campaigns: [], folders: ['/EMEA'] }, true)).to.deep.equal({
      campaigns: ['10', '3'],
      folders: ['/EMEA/2025'],
    });
  });

  it('replaces a folder without one of its folders by the rest of it', () => {
    expect(toggle('2026', { campaigns: [], folders: ['/EMEA'] }, true)).to.deep.equal({
      campaigns: ['3'],
      folders: ['/EMEA/2025'],
    });
  });

  it('does not confuse folders whose names begin alike', () => {
    expect(
      toggle('EMEA', nothing, false).folders.map((path) => isChosen(choices[3]!, { campaigns: [], folders: [path] })),
    ).to.deep.equal([false]);
  });

  it('has three states', () => {
    const states = checkedFolders(buildTree(choices, collator), { campaigns: ['2', '10', '4'], folders: [] });
    expect(states.get('current /EMEA/2026')).to.equal('true');
    expect(states.get('current /EMEA')).to.equal('mixed');
    expect(states.get('archived ')).to.equal('false');
  });

  it('changes exactly the campaigns of a line', () => {
    const folder = fc
      .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
      .map((names) => names.map((name) => `/${name}`).join(''));
    const campaigns = fc
      .array(fc.tuple(folder, fc.boolean()), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.map(([path, isArchived], index) => choice(String(index), path, isArchived)));
    fc.assert(
      fc.property(campaigns, fc.array(fc.nat(), { maxLength: 8 }), (all, steps) => {
        const lines = allLines(all);
        const groups = buildTree(all, collator);
        let selection = nothing;
        for (const step of steps) {
          const line = lines[step % lines.length]!;
          const { folder: node, campaign } = line;
          const states = checkedFolders(groups, selection);
          const isChecked = campaign ? isChosen(campaign, selection) : states.get(folderKey(node!)) === 'true';
          const isInLine = (other: CampaignChoice) => {
            if (campaign) return other.id === campaign.id;
            if (node!.path !== '') return `${other.folder}/`.startsWith(`${node!.path}/`);
            return (other.isArchived ? 'archived' : 'current') === node!.group;
          };
          const next = toggleLine(line, isChecked, selection, all);
          for (const other of all) {
            if (isInLine(other)) expect(isChosen(other, next)).to.equal(!isChecked);
            // A group is chosen as its folders, which may have campaigns of the other group.
            else if (campaign ?? node!.path !== '') expect(isChosen(other, next)).to.equal(isChosen(other, selection));
          }
          selection = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
