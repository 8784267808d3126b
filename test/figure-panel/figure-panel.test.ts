import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FigurePanelMessages, FigureShare } from '../../src/i18n/figure-panel-messages.ts';
import { figurePanel as english } from '../../src/i18n/en/figure-panel.ts';
import { figurePanel as french } from '../../src/i18n/fr/figure-panel.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { nextPaint, pendingTasks } from '../support/waiting.ts';
import { FigurePage } from './figure-page.ts';

const explain = {
  ...{ sends: 1004, deliveries: 949, hardBounces: 11, softBounces: 22, opens: 391, clicks: 105, unsubscribes: 4 },
  ...{ sendsMerged: 4, sendsSkipped: 2, opensInferred: 12, deliveriesInferred: 1, bouncesOverridden: 3 },
  ...{ clicksIgnored: 9, botOpens: 120, botClicks: 25, opensUnmarked: 30, clicksUnmarked: 2, privacyOpens: 60 },
  unsubscribesAttributed: 1,
  botPatterns: { IAB: 100, Proximity: 45 },
};
const explained = reportResponse([reportRow({ explain })]);
const plain = reportResponse(springAndAutumn);

afterEach(async () => {
  ReportPage.clear();
  document.documentElement.dir = '';
  document.getSelection()?.removeAllRanges();
  await setViewport({ width: 800, height: 600 });
  await resetMouse();
});

describe('figure panel', () => {
  it('shows the calculation, the count in words, the definition, the interval and the steps', async () => {
    const panel = await FigurePage.mount({ report: explained });
    await panel.open('Invite', '% clicked');
    expect(panel.dialog?.ariaLabel).to.equal('How “% clicked” is calculated: Spring launch · Invite');
    expect(panel.text).to.include('80 ÷ 950 = 8.4%');
    expect(panel.text).to.include('80 of 950 people who received the email clicked a link.');
    expect(panel.text).to.include('Clicked link ÷ delivered.');
    expect(panel.text).to.include('With 950 delivered, the true rate is likely between 6.8% and 10.4%');
    expect(panel.text).not.to.include('uncertain');
    expect(panel.steps).to.deep.equal([
      '105 Click Email activities were logged.',
      '−9 were on unsubscribe or mailto links, which do not count.',
      '−16 were repeated clicks of the same people.',
      '= 80 people clicked a link.',
      '949 Email Delivered activities were logged.',
      '1 delivery is inferred: the person opened, clicked or unsubscribed.',
      '= 950 people received the email.',
    ]);
    expect(panel.text).to.include('25 clicks are flagged as bot.');
    expect(panel.text).to.include('3 bounces are overridden');
    expect(panel.text).to.include('Email Link Performance adds up the links, to at most 105 clicks.');
    expect(panel.text).to.include('Clicked Link in Email finds 80 or more.');
  });

  it('says how many hard or soft bounces are overridden, at most where that is unknown', async () => {
    const counts = { bouncesOverridden: 3, hardBounces: 10 };
    const [soft, unknown] = [
      { ...counts, softBounces: 23 },
      { ...counts, hardBounces: 12, softBounces: 24 },
    ].map((fields) => reportResponse([reportRow({ explain: { ...explain, ...fields } })]));
    const properties = { columns: 'emailName,hardBounced,softBounced' };
    const panel = await FigurePage.mount({ ...properties, report: soft! });
    await panel.open('Invite', 'Hard bounced');
    await panel.shows('= 10 people hard bounced.');
    expect(panel.text).not.to.match(/overridden|Elsewhere/);
    await panel.open('Invite', 'Soft bounced');
    await panel.shows('= 20 people soft bounced.');
    expect(panel.text).to.include('3 bounces are overridden: the person opened, clicked or unsubscribed.');
    expect(panel.text).to.include(
      'The smart list filter Email Bounced Soft finds up to 3 more, as it ignores later opens, clicks and hard bounces.',
    );
    panel.element.report = unknown!;
    await panel.shows('Up to 3 bounces are overridden');
    await panel.shows('Email Bounced Soft finds up to 4 more');
    await panel.open('Invite', 'Hard bounced');
    await panel.shows('Up to 2 bounces are overridden: the person opened, clicked or unsubscribed.');
    await panel.shows('The smart list filter Email Bounced finds up to 2 more, as it ignores later opens and clicks.');
  });

  it('explains opens with inferred ones, bots by pattern and privacy proxies', async () => {
    const panel = await FigurePage.mount({ report: explained });
    await panel.open('Invite', 'Opened');
    expect(panel.steps.slice(1)).to.deep.equal([
      '−3 were repeated opens of the same people.',
      '12 opens are inferred: the person clicked or unsubscribed.',
      '= 400 people opened the email.',
    ]);
    expect(panel.text).to.include(
      '120 opens are flagged as bot. 25 clicks are flagged as bot. Bot patterns of opens and clicks: IAB 100, Proximity 45.',
    );
    expect(panel.text).to.include('60 opens came through a mail privacy proxy.');
    expect(panel.text).to.include('Opened Email finds 388 people.');
  });

  it('explains figures without bots, over sent, as they are counted', async () => {
    const panel = await FigurePage.mount({ report: explained, figures: 'activity=human;rateBase=sent' });
    await panel.open('Invite', '% clicked (no bots) (of sent)');
    expect(panel.text).to.include('61 ÷ 1,000 = 6.1%');
    expect(panel.text).to.include('With 1,000 sent, the true rate is likely between');
    expect(panel.steps).to.include('−19 people have only clicks that are flagged as bot.');
    expect(panel.text).not.to.include('doesn’t add up');
    await panel.open('Invite', 'Opened (no bots)');
    await panel.shows('= 310 people opened the email, not counting bots');
    expect(panel.text).not.to.include('doesn’t add up');
  });

  it('says the shares of people without bots, and of one person, as sentences', () => {
    const share = (messages: FigurePanelMessages, fields: Partial<FigureShare> = {}) => {
      const all = {
        numerator: 'humanClicked',
        denominator: 'personOpened',
        count: 2,
        of: 9,
        isSum: true,
        ...fields,
      } as const;
      return messages.share(all, String(all.count), String(all.of)).replaceAll('\u2011', '-');
    };
    expect(share(english)).to.equal(
      '2 of 9 people who opened an email, not counting bots and privacy proxies, clicked a link, not counting bots.',
    );
    expect(share(french)).to.equal(
      '2 personnes sur les 9 qui ont ouvert un e-mail, hors robots et proxys de confidentialité, ont cliqué sur un lien, hors robots.',
    );
    const one = { numerator: 'opened', denominator: 'delivered', count: 0, of: 1, isSum: false } as const;
    expect(share(english, one)).to.equal('0 of 1 person who received the email opened it.');
    expect(share(french, one)).to.equal('0 personne sur 1 qui a reçu l’e-mail a ouvert l’e-mail.');
  });

  it('says whether bots are counted, of opens and clicks only', async () => {
    const [withMarks, without] = [explained, reportResponse([reportRow({ humanOpened: null, humanClicked: null })])];
    const contradictory = reportResponse([reportRow({ explain: { ...explain, clicks: 88 } })]);
    const cases = [
      [withMarks, '', 'Clicked link', 'Counted: all activity, with 25 clicks flagged as bot.'],
      [withMarks, '', '% opened', 'Counted: all activity, with 120 opens flagged as bot.'],
      [withMarks, '', 'Click-to-open rate', 'Counted: all activity, with 120 opens and 25 clicks flagged as bot.'],
      [contradictory, '', 'Clicked link', 'Counted: all activity, bots included.'],
      [withMarks, 'activity=human', '% opened (no bots)', 'Counted: activity without bots.'],
      [without, '', 'Clicked link', 'Counted: all activity. This data doesn’t tell bots from people.'],
      [withMarks, '', '% delivered', undefined],
    ] as const;
    for (const [report, figures, label, counted] of cases) {
      const columns = 'emailName,clicked,openedRate,clickToOpenRate,deliveredRate';
      const panel = await FigurePage.mount({ report, figures, columns });
      await panel.open('Invite', label);
      if (counted) expect(panel.text, label).to.include(counted);
      else expect(panel.text, label).not.to.include('Counted:');
      ReportPage.clear();
    }
  });

  it('shows no steps if the explanation does not add up', async () => {
    const report = reportResponse([reportRow({ explain: { ...explain, clicks: 88 } })]);
    const panel = await FigurePage.mount({ report });
    await panel.open('Invite', 'Clicked link');
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).to.include('The server’s explanation doesn’t add up to this figure');
  });

  it('shows no bot patterns if they do not add up, and says so', async () => {
    const report = reportResponse([reportRow({ explain: { ...explain, botPatterns: { IAB: 100 } } })]);
    const panel = await FigurePage.mount({ report });
    await panel.open('Invite', 'Opened');
    expect(panel.text).to.include(
      '25 clicks are flagged as bot. The server’s bot patterns don’t add up, so they are not shown.',
    );
    expect(panel.text).not.to.include('IAB');
  });

  it('shows only the formula and the definition without an explanation', async () => {
    const panel = await FigurePage.mount({ report: plain });
    await panel.open('Reminder', '% opened');
    expect(panel.text).to.include('100 ÷ 490 = 20.4%');
    expect(panel.steps).to.deep.equal([]);
    expect(panel.text).not.to.include('Elsewhere');
    expect(panel.text).not.to.include('Loading');
  });

  it('says that a rate is uncertain, and by which value to sort it', async () => {
    const report = reportResponse([
      reportRow({ sent: 100, delivered: 80, opened: 40, clicked: 8, hardBounced: 0, softBounced: 0 }),
    ]);
    const panel = await FigurePage.mount({ report });
    await panel.open('Invite', '% clicked');
    expect(panel.text).to.include(
      'This rate is uncertain: the interval is wide. It is likely at least 5.2%: “Sort emails by cautious value” in the menu of the column uses that.',
    );
  });

  it('says that pending deliveries can change a figure, and when they settle', async () => {
    const young = reportRow({ firstSentAt: '2026-11-22T08:00:00Z' });
    const panel = await FigurePage.mount({ report: reportResponse([young]) });
    await panel.open('Invite', 'Delivered');
    expect(panel.text).to.include('This figure can still change: delivery is pending for 15 people.');
    expect(panel.text).to.include(
      'on Nov 25, 2026, 9:00 AM for the first send. People can still open and click after that.',
    );
    await panel.open('Invite', 'Sent');
    await eventually('the other figure', () => panel.text.includes('1,000 people were sent the email.'));
    expect(panel.text).not.to.include('pending');
    panel.element.report = reportResponse([reportRow()]);
    await panel.open('Invite', 'Delivered');
    await panel.shows('on Nov 26, 2026, 7:00 AM at the latest.');
  });

  it('says why a figure is unknown', async () => {
    const rows = [
      reportRow({ openTracked: false, emailName: 'Untracked', emailId: '1' }),
      reportRow({ opened: null, emailName: 'Unknown', emailId: '2' }),
      ...springAndAutumn.slice(2),
    ];
    const panel = await FigurePage.mount({ report: reportResponse(rows) });
    await panel.open('Untracked', '% opened');
    expect(panel.text).to.include('Opens of this email were not tracked');
    await panel.open('Unknown', 'Opened');
    await panel.shows('The server sent no value for this figure.');
    await panel.open('Élan', 'Click-to-open rate');
    await panel.shows('“Opened” is 0, so there is no rate.');
    await panel.open('Total', 'Opened');
    await panel.shows('The value of at least one email is unknown');
  });

  it('says why a rate is unknown if nothing was delivered of the emails whose opens are tracked', async () => {
    const counts = { hardBounced: 0, opened: 0, clicked: 0, unsubscribed: 0, humanOpened: 0, humanClicked: 0 };
    const rows = [
      reportRow({ ...counts, sent: 33, delivered: 33, openTracked: false, emailId: '1' }),
      reportRow({ ...counts, sent: 10, delivered: 0, hardBounced: 10, emailId: '2' }),
    ];
    const panel = await FigurePage.mount({ report: reportResponse(rows) });
    expect(panel.cell('Total', 'Opened').textContent).to.equal('0');
    await panel.open('Total', '% opened');
    await panel.shows(
      'Opens are tracked for 1 of 2 emails. The others are left out. “Delivered” is 0, so there is no rate.',
    );
  });

  it('closes on Escape and returns the focus to its cell', async () => {
    const panel = await FigurePage.mount({ report: plain });
    panel.page.scroller.focus();
    await eventually('the focus in a cell', () => panel.page.focusedCell);
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await sendKeys({ press: key });
    await panel.opens();
    expect(panel.dialog).to.equal(activeElement());
    expect(panel.text).to.include('200 people were sent the email.');
    await sendKeys({ press: 'Escape' });
    await panel.closes();
    await eventually('the focus', () => panel.page.focusedCell?.join() === 'Autumn news,Sent');
    await sendKeys({ press: 'ArrowDown' });
    expect(panel.page.focusedCell?.[1]).to.equal('Sent');
  });

  it('closes with its button and with a click elsewhere', async () => {
    const panel = await FigurePage.mount({ report: plain });
    await panel.open('Reminder', 'Sent');
    panel.button('Close').click();
    await panel.closes();
    expect(panel.page.focusedCell).to.deep.equal(['Reminder', 'Sent']);
    await panel.open('Reminder', 'Sent');
    await sendMouse({ type: 'click', position: [5, 590] });
    await panel.closes();
  });

  it('stays open for another figure if the browser reports late that it closed for the first', async () => {
    const panel = await FigurePage.mount({ report: reportResponse(springAndAutumn) });
    await panel.open('Invite', 'Opened');
    const { dialog } = panel;
    const hold = (event: Event) => event.stopImmediatePropagation();
    dialog?.addEventListener('toggle', hold, { capture: true });
    dialog?.hidePopover();
    await panel.open('Invite', 'Sent');
    dialog?.removeEventListener('toggle', hold, { capture: true });
    dialog?.dispatchEvent(new ToggleEvent('toggle', { oldState: 'open', newState: 'closed' }));
    await panel.page.settled();
    expect(panel.isOpen).to.equal(true);
    expect(panel.text).to.include('Invite');
  });

  it('does not open if the host cancels row-click, which comes first', async () => {
    const panel = await FigurePage.mount({ report: plain });
    let clicks = 0;
    const cancel = (event: Event) => {
      clicks += 1;
      expect(panel.isOpen).to.equal(false);
      event.preventDefault();
    };
    panel.element.addEventListener('row-click', cancel);
    panel.cell('Reminder', 'Opened').click();
    await pendingTasks();
    expect([clicks, panel.isOpen]).to.deep.equal([1, false]);
    panel.element.removeEventListener('row-click', cancel);
    await panel.open('Reminder', 'Opened');
  });

  it('shows the id of a campaign or an email whose name is invisible, as the table does', async () => {
    const row = reportRow({ campaignId: '7', campaignName: '\u200b', emailId: '71', emailName: ' ' });
    const panel = await FigurePage.mount({ report: reportResponse([row]) });
    await panel.open('71', 'Opened');
    expect(panel.text).to.match(/^Opened 7 · 71 /);
  });

  it('does not open for names, dates and headers', async () => {
    const panel = await FigurePage.mount({ report: plain });
    for (const [name, label] of [
      ['Reminder', 'First sent'],
      ['Reminder', 'Campaign / email'],
      ['Total', 'First sent'],
      ['Total', 'Campaign / email'],
    ] as const) {
      panel.cell(name, label).click();
    }
    panel.page.header('Sent').click();
    await pendingTasks();
    expect(panel.isOpen).to.equal(false);
  });

  it('does not open after a drag that selects text', async () => {
    const panel = await FigurePage.mount({ report: plain });
    const { left, right, top, height } = panel.cell('Spring launch', 'Sent').getBoundingClientRect();
    const y = Math.round(top + height / 2);
    await sendMouse({ type: 'move', position: [Math.round(right) - 11, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(left) + 4, y] });
    await sendMouse({ type: 'up' });
    await pendingTasks();
    expect(panel.isOpen).to.equal(false);
    await sendMouse({ type: 'click', position: [Math.round(right) - 14, y] });
    await panel.opens();
  });

  it('explains totals and campaigns: the sum of which emails, and over which tracked ones', async () => {
    const [invite, reminder, élan] = springAndAutumn;
    const rows = [{ ...invite!, explain }, { ...reminder!, openTracked: false }, élan!];
    const panel = await FigurePage.mount({ report: reportResponse(rows) });
    await panel.open('Total', '% opened');
    expect(panel.text).to.include('400 ÷ 1,150 = 34.8%');
    expect(panel.text).to.include('400 of 1,150 people who received an email opened it.');
    expect(panel.text).to.include('The sum of 3 emails. A person counts once for each email.');
    expect(panel.text).to.include('The rate divides sums.');
    expect(panel.text).to.include('Opens are tracked for 2 of 3 emails. The others are left out.');
    await panel.open('Spring launch', '% opened');
    await panel.shows('Opens are tracked for 1 of 2 emails.');
    // Only the tracked email has opens, and it is explained.
    expect(panel.steps).to.include('= 400 people opened an email.');
    panel.element.search = 'invite';
    await panel.page.settled();
    await panel.open('Total', 'Clicked link');
    await panel.shows('The sum of 1 email found by the search and the filter.');
  });

  it('leaves out the clicks of bots of the emails over which opens are summed', async () => {
    const [invite, reminder, élan] = springAndAutumn;
    const rows = [{ ...invite!, explain }, { ...reminder!, openTracked: false }, élan!];
    const panel = await FigurePage.mount({
      report: reportResponse(rows),
      columns: 'emailName,clickToOpenRate',
      figures: 'activity=human',
    });
    await panel.open('Spring launch', 'Click-to-open (no bots)');
    expect(panel.steps.slice(0, 5)).to.deep.equal([
      ...['105 Click Email activities were logged.', '−9 were on unsubscribe or mailto links, which do not count.'],
      ...['−16 were repeated clicks of the same people.', '−19 people have only clicks that are flagged as bot.'],
      '= 61 people clicked a link, not counting bots.',
    ]);
  });

  it('says beside the activities of bots in a sum how many people count only because of them', async () => {
    const panel = await FigurePage.mount({ report: explained });
    await panel.open('Total', 'Opened');
    await panel.shows(
      '120 opens are flagged as bot. 90 of those who opened have only activity that is flagged as bot. 25 clicks are flagged as bot. Bot patterns of opens and clicks: IAB 100, Proximity 45.',
    );
    expect(panel.text.match(/have only activity/g)).to.have.length(1);
  });

  it('says how many people of a sum count only because of bots and of mail privacy proxies', async () => {
    const [invite, reminder] = springAndAutumn;
    const report = reportResponse([
      { ...invite!, privacyOpened: 117 },
      { ...reminder!, privacyOpened: 0 },
    ]);
    const panel = await FigurePage.mount({ report });
    await panel.open('Total', 'Opened');
    expect(panel.text).to.include(
      '100 of those who opened have only activity that is flagged as bot. 117 of those who opened did so only through a mail privacy proxy.',
    );
    await panel.open('Spring launch', '% clicked');
    await panel.shows('24 of those who clicked have only clicks that are flagged as bot.');
    expect(panel.text).not.to.include('those who opened');
    panel.element.figures = 'activity=human';
    await panel.page.settled();
    await panel.open('Total', 'Opened (no bots)');
    await panel.shows('117 of those who opened did so only through a mail privacy proxy.');
    expect(panel.text).not.to.include('have only activity');
    panel.element.lang = 'fr';
    await panel.shows('Parmi les personnes qui ont ouvert, 117 l’ont fait seulement via un proxy de confidentialité.');
  });

  it('explains only the emails that a filter leaves', async () => {
    const [invite, reminder, élan] = springAndAutumn;
    const rows = [{ ...invite!, explain }, { ...reminder!, openTracked: false }, élan!];
    const panel = await FigurePage.mount({ report: reportResponse(rows), filter: 'sent>=1000' });
    await panel.open('Total', '% opened');
    expect(panel.text).to.include('The sum of 1 email found by the search and the filter.');
    expect(panel.text).not.to.include('Opens are tracked for');
    expect(panel.steps).to.include('= 400 people opened an email.');
    expect(panel.steps).to.include('12 opens are inferred: the person clicked or unsubscribed.');
  });

  it('copies its text', async () => {
    const panel = await FigurePage.mount({ report: explained });
    const texts: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(void texts.push(text)) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    try {
      await panel.open('Invite', '% clicked');
      panel.button('Copy as text').click();
      await panel.shows('Copied.');
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
    const [text = ''] = texts;
    expect(text.split('\n').slice(0, 2)).to.deep.equal([
      '% clicked, Spring launch · Invite: 80 ÷ 950 = 8.4%',
      'Campaign 1, email 11',
    ]);
    expect(text).to.include('−9 were on unsubscribe or mailto links, which do not count.\n');
    expect(text).to.include('= 80 people clicked a link.');
    expect(text).to.include('Elsewhere in Marketo\n');
  });

  it('shows its text to copy by hand if the clipboard is denied', async () => {
    const panel = await FigurePage.mount({ report: explained });
    const clipboard = { writeText: () => Promise.reject(new DOMException('Denied', 'NotAllowedError')) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    try {
      await panel.open('Invite', '% clicked');
      panel.button('Copy as text').click();
      await panel.shows('Couldn’t copy the text.');
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
    const field = panel.dialog?.querySelector('textarea');
    await eventually('the focus', () => activeElement() === field);
    expect(field?.value).to.include('80 ÷ 950 = 8.4%');
    expect(field?.selectionEnd).to.equal(field?.value.length);
  });

  it('follows its row to another report, and closes if the row is gone', async () => {
    const panel = await FigurePage.mount({ report: plain });
    await panel.open('Reminder', 'Sent');
    panel.element.report = reportResponse([reportRow({ emailId: '12', emailName: 'Reminder', sent: 2000 })]);
    await panel.shows('2,000');
    panel.element.report = reportResponse(springAndAutumn.slice(2));
    await panel.closes();
  });

  it('stays in a narrow window', async () => {
    await setViewport({ width: 360, height: 640 });
    const panel = await FigurePage.mount({ report: explained });
    // They replace the others in one of the next frames.
    await eventually('the columns of phones', () => panel.page.headers[1] === panel.page.header('Sent'));
    await panel.page.settled();
    await panel.open('Invite', '% clicked');
    await nextPaint();
    const { left, right, top, bottom } = panel.dialog!.getBoundingClientRect();
    expect(left).to.be.at.least(8);
    expect(right).to.be.at.most(352);
    expect(top).to.be.at.least(8);
    expect(bottom).to.be.at.most(632);
  });

  for (const [dir, language] of [
    ['ltr', 'en'],
    ['rtl', 'en'],
    ['ltr', 'fr'],
  ] as const) {
    it(`has no axe violations in ${language}, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const panel = await FigurePage.mount({ report: explained, lang: language });
      panel.cell('Invite', language === 'fr' ? 'Taux de clics' : '% clicked').click();
      await panel.opens();
      expect(await accessibilityViolations(panel.element)).to.deep.equal([]);
    });
  }

  it('speaks French', async () => {
    const panel = await FigurePage.mount({ report: explained, lang: 'fr' });
    await panel.open('Invite', 'Taux de clics');
    expect(panel.text).to.include('80 personnes sur les 950 qui ont reçu l’e\u2011mail ont cliqué sur un lien.');
    expect(panel.text).to.include('compris entre 6,8 % et 10,4 %');
    expect(panel.text).to.include('Toute l’activité est comptée, dont 25 clics attribués à des robots.');
    expect(panel.steps).to.include('−16 sont des clics répétés des mêmes personnes.');
    expect(panel.text).to.include('25 clics sont attribués à des robots.').and.to.include('Calcul de « Délivrés »');
  });
});
