import type { Language } from './language.ts';

export const english: Language = {
  code: 'en',
  direction: 'ltr',
  senders: ['Example', 'Anna Taylor, Example', 'Example Customer Care'],
  labels: {
    viewInBrowser: 'View in browser',
    unsubscribe: 'Unsubscribe',
    privacy: 'Privacy',
    reason: 'You receive this email because you registered with Example or use one of our products.',
    greeting: 'Hello,',
    closing: 'Kind regards',
    signature: 'Your team at Example',
    register: 'Register now',
    readMore: 'Read more',
    download: 'Download the guide',
    agenda: 'On the agenda',
    when: 'When',
    where: 'Where',
    online: 'Online, 45 minutes and your questions',
    more: 'Also worth your time',
    question: 'How likely are you to recommend us to a colleague?',
    unlikely: 'Not likely',
    likely: 'Very likely',
    nextSteps: 'Your next steps',
    yourDetails: 'Your details',
    contact: 'Write to us',
    seasonTitle: 'Thank you for a good year together',
    seasonBody:
      'Our offices are closed from 24 December to 2 January. The service desk stays open on every ' + 'working day.',
  },
  topics: [
    {
      slug: 'energy-data',
      title: 'Energy data that pays for itself',
      summary: 'Three plants show how an hour a week with their meters cut the energy bill by a tenth.',
      detail:
        'Most sites already measure what they use; few look at it between two invoices. We show which' +
        ' five figures to follow, how to read a load curve, and where savings hide at night and on ' +
        'weekends.',
      points: ['Reading a load curve', 'Five figures worth following', 'Finding what runs at night'],
    },
    {
      slug: 'maintenance-planning',
      title: 'Maintenance planning without surprises',
      summary: 'From the first list of machines to a plan that everyone on the shift keeps to.',
      detail:
        'A good plan is short. Start with the machines that stop the line, agree on what is checked ' +
        'and by whom, and let the measurements decide when a part is due, not the calendar alone.',
      points: ['Which machines come first', 'Condition or calendar', 'Spare parts on time'],
    },
    {
      slug: 'quality-at-the-line',
      title: 'Quality checked at the line, not after it',
      summary: 'Shorter loops between a deviation and the person who can correct it.',
      detail:
        'When an inspection result reaches the operator within minutes, scrap goes down and so do ' +
        'discussions. See how two teams set up their checks, and what they would do differently ' +
        'today.',
      points: ['Checks that operators trust', 'Alarms, fewer and better', 'A week in figures'],
    },
    {
      slug: 'compressed-air',
      title: 'Compressed air: find the leaks, keep the pressure',
      summary: 'A practical guide for one afternoon on site.',
      detail:
        'Air is among the most costly forms of energy in a plant, and a fifth of it is often lost on ' +
        'the way. Our guide takes you around the network step by step, with a checklist to print.',
      points: ['A walk around the network', 'What a leak costs in a year', 'Checklist to print'],
    },
    {
      slug: 'safe-connections',
      title: 'Safe remote access to machines',
      summary: 'What your suppliers need, what your IT department asks for, and how both agree.',
      detail:
        'Remote service saves travel and hours of downtime, if access is limited, logged and granted ' +
        'for a purpose. We describe a set-up that small teams can run, with roles and a simple ' +
        'approval.',
      points: ['Access for a purpose', 'Logs that get read', 'A checklist for suppliers'],
    },
    {
      slug: 'shift-handover',
      title: 'The shift handover in ten minutes',
      summary: 'One page, the same order every day, and nothing that gets lost at six in the morning.',
      detail:
        'Handover is where knowledge leaks. A fixed order, three open points and a look at the same ' +
        'screen are enough for most teams; we share the page that ours use.',
      points: ['One page for all shifts', 'Three open points', 'What to leave out'],
    },
  ],
  roleNames: {
    invitation: 'Invitation 1',
    secondInvitation: 'Invitation 2',
    reminder: 'Reminder',
    thanks: 'Thank you',
    recording: 'Recording',
    saveTheDate: 'Save the date',
    lastPlaces: 'Last places',
    newsletter: 'Customers',
    newsletterProspects: 'Prospects',
    announcement: 'Announcement',
    guide: 'Guide',
    guideReminder: 'Guide, reminder',
    story: 'Customer story',
    survey: 'Survey',
    surveyReminder: 'Survey, reminder',
    service: 'Service notice',
    confirmation: 'Confirmation',
    letter: 'Personal letter',
    letterReminder: 'Personal letter, reminder',
    welcome: 'Welcome',
    tips: 'Tips',
    season: 'Greetings',
  },
  subjectPrefixes: {
    invitation: 'You are invited: ',
    secondInvitation: 'Join us: ',
    reminder: 'Tomorrow: ',
    thanks: 'Thank you for joining: ',
    recording: 'The recording: ',
    saveTheDate: 'Save the date: ',
    lastPlaces: 'A few places left: ',
    announcement: 'New: ',
    guide: 'Your guide: ',
    guideReminder: 'Have you seen it? ',
    survey: 'Two minutes for your opinion: ',
    surveyReminder: 'Your opinion counts: ',
    service: 'Please note: ',
    confirmation: 'Confirmed: ',
    welcome: 'Welcome: ',
  },
};
