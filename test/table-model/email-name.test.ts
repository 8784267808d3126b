import { expect } from 'chai';
import { describe, it } from 'vitest';
import { splitEmailName } from '../../src/table-model/email-name.ts';

const cases: [name: string, repeatable: (string | undefined)[], repeated: string, rest: string][] = [
  ['Spring launch.Invite', ['Spring launch'], 'Spring launch.', 'Invite'],
  ['Spring launch – Invite', ['Spring launch'], 'Spring launch – ', 'Invite'],
  ['Spring launch: Invite (B)', ['Spring launch'], 'Spring launch: ', 'Invite (B)'],
  ['Spring launch (B)', ['Spring launch'], 'Spring launch ', '(B)'],
  ['L’offre.« Bonjour »', ['L’offre'], 'L’offre.', '« Bonjour »'],
  ['Spring launch.Send 1.Invite', ['Spring launch', 'Spring launch.Send 1'], 'Spring launch.Send 1.', 'Invite'],
  ['Newsletter 11', ['News'], '', 'Newsletter 11'],
  ['Product no. 701', ['Product no. 70'], '', 'Product no. 701'],
  ['Spring launch', ['Spring launch'], '', 'Spring launch'],
  ['Spring launch.', ['Spring launch'], '', 'Spring launch.'],
  ['Spring launch. 🎉', ['Spring launch'], '', 'Spring launch. 🎉'],
  ['spring launch.Invite', ['Spring launch'], '', 'spring launch.Invite'],
  ['.Invite', ['', '.'], '', '.Invite'],
  ['Summit.Invite', ['Autumn', undefined], '', 'Summit.Invite'],
  ['ندوة.دعوة', ['ندوة'], 'ندوة.', 'دعوة'],
  ['春の新製品.ご案内', ['春の新製品'], '春の新製品.', 'ご案内'],
];

describe('the name of an email under its campaign', () => {
  for (const [name, repeatable, repeated, rest] of cases) {
    it(`is “${rest}” for “${name}” under “${repeatable.join('”, “')}”`, () => {
      expect(splitEmailName(name, repeatable)).to.deep.equal([repeated, rest]);
    });
  }
});
