import type { CampaignsResponse, CampaignsResponseCampaign, ReportResponseRow } from '../endpoint/contract.ts';
import type { Answer, Rows } from './responses.ts';

/** Campaigns that have sent nothing in any period that a scenario can show. */
const earlier: readonly CampaignsResponseCampaign[] = [
  { id: '901', name: 'Summer news Paris', folder: '/EMEA/2023', archived: true, type: 'batch' },
  { id: '902', name: 'Trade fair Lyon', folder: '/EMEA/2024', archived: true, type: 'batch' },
  { id: '903', name: 'Welcome Oslo', folder: '/Always on', archived: false, type: 'trigger' },
];

function campaignOf(row: ReportResponseRow): CampaignsResponseCampaign {
  const { campaignId: id, campaignName: name, campaignFolder: folder, campaignArchived: archived } = row;
  return { id, name, folder: folder ?? null, archived: archived ?? null, type: 'batch' };
}

/** Returns the campaigns of all rows, in any period, and some that have sent nothing. */
export function allCampaigns(rows: Rows): Answer<unknown> {
  return () => {
    const byId = new Map(rows().map((row) => [row.campaignId, campaignOf(row)]));
    const response: CampaignsResponse = { campaigns: [...byId.values(), ...earlier] };
    return Response.json(response);
  };
}
