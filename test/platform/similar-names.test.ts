import { expect } from 'chai';
import { describe, it } from 'vitest';
import { similarNames } from '../../src/platform/similar-names.ts';

const fields = [
  'campaignFolder',
  'campaignArchived',
  'hasPreview',
  'firstSentAt',
  'lastActivityAt',
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'opened',
  'clicked',
  'unsubscribed',
  'humanOpened',
  'humanClicked',
];

const cases: Readonly<Record<string, string[]>> = {
  opens: ['opened'],
  open_count: ['opened'],
  uniqueOpens: ['opened'],
  openned: ['opened'],
  openend: ['opened'],
  cliked: ['clicked'],
  clicks: ['clicked'],
  deliveries: ['delivered'],
  delivery_count: ['delivered'],
  hard_bounces: ['hardBounced'],
  HardBounced: ['hardBounced'],
  'soft-bounced': ['softBounced'],
  bounces: ['hardBounced', 'softBounced'],
  unsubscribes: ['unsubscribed'],
  unsuscribed: ['unsubscribed'],
  human_opens: ['humanOpened'],
  openedHuman: ['humanOpened'],
  first_sent_at: ['firstSentAt'],
  firstSent: ['firstSentAt'],
  folder: ['campaignFolder'],
  archived: ['campaignArchived'],
  revenue: [],
  region: [],
  campaign: [],
  folderId: [],
  id: [],
};

describe('similarNames', () => {
  for (const [name, expected] of Object.entries(cases)) {
    it(`finds ${expected.join(' and ') || 'nothing'} for ${name}`, () => {
      expect(similarNames(name, fields)).to.deep.equal(expected);
    });
  }

  it('finds nothing among no names', () => {
    expect(similarNames('opens', [])).to.deep.equal([]);
  });
});
