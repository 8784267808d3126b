import { expect } from 'chai';
import { CampaignEmailReport } from '../../src/campaign-email-report.ts';
import '../../src/define.ts';

const names = [...CampaignEmailReport.elementProperties.keys()];

describe('properties that a host removes', () => {
  for (const nothing of [undefined, null]) {
    it(`have their default after ${nothing}`, () => {
      const pristine = document.createElement('campaign-email-report');
      const report = document.createElement('campaign-email-report');
      for (const name of names) {
        Reflect.set(report, name, nothing);
        const value: unknown = Reflect.get(report, name) ?? undefined;
        expect(value, String(name)).to.deep.equal(Reflect.get(pristine, name));
      }
    });
  }

  it('have their default after an attribute is removed', () => {
    const report = document.createElement('campaign-email-report');
    report.setAttribute('endpoint', '/report');
    expect(report.endpoint).to.equal('/report');
    report.removeAttribute('endpoint');
    expect(report.endpoint).to.equal('');
  });
});
