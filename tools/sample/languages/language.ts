/** What an email is for; its template, its subject and the end of its name follow from it. */
export type Role =
  | 'invitation'
  | 'secondInvitation'
  | 'reminder'
  | 'thanks'
  | 'recording'
  | 'saveTheDate'
  | 'lastPlaces'
  | 'newsletter'
  | 'newsletterProspects'
  | 'announcement'
  | 'guide'
  | 'guideReminder'
  | 'story'
  | 'survey'
  | 'surveyReminder'
  | 'service'
  | 'confirmation'
  | 'letter'
  | 'letterReminder'
  | 'welcome'
  | 'tips'
  | 'season';

/** A subject the invented sender writes about. */
export interface Topic {
  /** Its last step in a URL. */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly detail: string;
  readonly points: readonly [string, string, string];
}

/** Everything an email says in one language, but for its topics. */
export interface Labels {
  readonly viewInBrowser: string;
  readonly unsubscribe: string;
  readonly privacy: string;
  readonly reason: string;
  readonly greeting: string;
  readonly closing: string;
  readonly signature: string;
  readonly register: string;
  readonly readMore: string;
  readonly download: string;
  readonly agenda: string;
  readonly when: string;
  readonly where: string;
  readonly online: string;
  readonly more: string;
  readonly question: string;
  readonly unlikely: string;
  readonly likely: string;
  readonly nextSteps: string;
  readonly yourDetails: string;
  readonly contact: string;
  readonly seasonTitle: string;
  readonly seasonBody: string;
}

export interface Language {
  /** BCP 47. */
  readonly code: string;
  readonly direction: 'ltr' | 'rtl';
  readonly senders: readonly [string, string, string];
  readonly labels: Labels;
  readonly topics: readonly [Topic, Topic, Topic, ...Topic[]];
  /** How a role ends an email's name. */
  readonly roleNames: Readonly<Record<Role, string>>;
  /** What a role puts before the topic in a subject; '' for nothing. */
  readonly subjectPrefixes: Readonly<Partial<Record<Role, string>>>;
}
