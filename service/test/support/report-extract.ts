import { extractOf, importInto, makeFolder, startServer, type Activity } from './server.ts';

/** One email of one campaign, with the number of people per activity. People who clicked also opened. */
interface Mailing {
  readonly campaign: number;
  readonly email: number;
  readonly name: string;
  readonly at: string;
  readonly sent: number;
  readonly bounced?: number;
  readonly delivered?: number;
  readonly opened?: number;
  readonly clicked?: number;
}

const mailings: readonly Mailing[] = [
  {
    campaign: 1001,
    email: 71,
    name: 'Invite "Été", one',
    at: '2026-03-02T08:00:00Z',
    sent: 10,
    delivered: 8,
    opened: 5,
    clicked: 2,
  },
  {
    campaign: 1001,
    email: 72,
    name: 'invite ete two',
    at: '2026-03-03T08:00:00Z',
    sent: 6,
    delivered: 5,
    bounced: 1,
    opened: 5,
  },
  { campaign: 1002, email: 73, name: 'Zulu', at: '2026-03-04T08:00:00.250Z', sent: 4, bounced: 4 },
  {
    campaign: 1002,
    email: 71,
    name: 'Invite "Été", one',
    at: '2026-03-02T08:00:00Z',
    sent: 10,
    delivered: 8,
    opened: 5,
    clicked: 2,
  },
  {
    campaign: 1003,
    email: 74,
    name: 'émile',
    at: '2026-03-05T08:00:00Z',
    sent: 3,
    delivered: 3,
    opened: 1,
    clicked: 1,
  },
  { campaign: 1003, email: 75, name: 'Emile', at: '2026-03-05T08:00:00Z', sent: 3, delivered: 3 },
  { campaign: 1004, email: 76, name: '日本語 😀 שלום \\ "x"', at: '2026-11-20T08:00:00Z', sent: 2 },
  { campaign: 999, email: 100, name: 'Zulu 10', at: '2026-01-05T08:00:00Z', sent: 2, delivered: 1, opened: 1 },
];

function activitiesOf(mailing: Mailing): Activity[] {
  const { campaign, email, name, at } = mailing;
  const some = (type: Activity['type'], count = 0, attributes = {}): Activity[] =>
    Array.from({ length: count }, (_, person) => ({
      ...{ type, campaign, email, emailName: name, person: person + 1, at, attributes },
    }));
  return [
    ...some('send', mailing.sent),
    ...some('delivered', mailing.delivered),
    ...some('hard bounce', mailing.bounced).map((each) => ({ ...each, person: mailing.sent + 1 - each.person })),
    ...some('open', mailing.opened).map((each) => ({
      ...each,
      attributes: each.person === 1 ? { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' } : {},
    })),
    ...some('click', mailing.clicked, { Link: `https://example.com/${email}` }),
  ];
}

/** Sent to one person in March and to another in April, so the two date bases differ. */
const nurture: readonly Activity[] = ['2026-03-10T08:00:00Z', '2026-04-10T08:00:00Z'].map((at, index) => ({
  ...{ type: 'send', campaign: 1005, email: 77, emailName: 'Nurture 1', person: index + 1, at },
}));

/** The sends of a campaign to one person: one email at each instant, with consecutive ids. */
export function sendsAt(campaign: number, firstEmail: number, instants: readonly string[]): Activity[] {
  return instants.map((at, index) => ({ type: 'send', campaign, email: firstEmail + index, person: 1, at }));
}

export const reportExtract: readonly Activity[] = [...mailings.flatMap(activitiesOf), ...nurture];

/** The asset files. */
export const assets = {
  'campaigns.json': JSON.stringify({
    result: [
      { id: 1001, name: 'Été à Paris', folder: { id: 11, type: 'Folder', folderName: '2026' }, isActive: true },
      { id: 1002, name: 'Zebra 100%_off', folder: { id: 12, type: 'Folder', folderName: 'Old' }, isActive: false },
      { id: 1003, name: 'alpha, "beta"', folder: { id: 13, type: 'Folder', folderName: '?' }, isActive: true },
    ],
  }),
  'folders.json': JSON.stringify({
    result: [
      { id: 11, folderId: { id: 11, type: 'Folder' }, name: '2026', path: '/EMEA/2026', isArchive: false },
      { id: 12, folderId: { id: 12, type: 'Folder' }, name: 'Old', path: '/Archive/Old', isArchive: true },
    ],
  }),
};

export const reportFiles = { ...assets, 'report.csv': extractOf(reportExtract) };

/** Imports the files `reportFiles` and starts a server with them. */
export async function startReportServer() {
  const directory = await makeFolder();
  const options = ['--campaigns', `${directory.path}/campaigns.json`, '--folders', `${directory.path}/folders.json`];
  const database = await importInto(directory.path, reportFiles, options);
  const { address, close } = await startServer({ database });
  return {
    address,
    database,
    close: async () => {
      await close();
      await directory.remove();
    },
  };
}
