import type { Language } from './language.ts';

export const german: Language = {
  code: 'de',
  direction: 'ltr',
  senders: ['Example', 'Jürgen Weiß, Example', 'Example Kundendienst'],
  labels: {
    viewInBrowser: 'Im Browser ansehen',
    unsubscribe: 'Abmelden',
    privacy: 'Datenschutz',
    reason: 'Sie erhalten diese E-Mail, weil Sie sich bei Example angemeldet haben oder unsere Produkte ' + 'nutzen.',
    greeting: 'Guten Tag,',
    closing: 'Mit freundlichen Grüßen',
    signature: 'Ihr Team von Example',
    register: 'Jetzt anmelden',
    readMore: 'Weiterlesen',
    download: 'Leitfaden herunterladen',
    agenda: 'Programm',
    when: 'Wann',
    where: 'Wo',
    online: 'Online, 45 Minuten und Ihre Fragen',
    more: 'Ebenfalls lesenswert',
    question: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
    unlikely: 'Unwahrscheinlich',
    likely: 'Sehr wahrscheinlich',
    nextSteps: 'Ihre nächsten Schritte',
    yourDetails: 'Ihre Angaben',
    contact: 'Schreiben Sie uns',
    seasonTitle: 'Danke für ein gutes gemeinsames Jahr',
    seasonBody:
      'Unsere Büros sind vom 24. Dezember bis zum 2. Januar geschlossen. Der Kundendienst ist ' +
      'werktags erreichbar.',
  },
  topics: [
    {
      slug: 'energiedaten',
      title: 'Energiedaten in der Praxis',
      summary: 'Drei Werke zeigen, wie eine Stunde pro Woche am Zähler die Energiekosten um ein Zehntel ' + 'senkt.',
      detail:
        'Gemessen wird fast überall, angesehen wird selten. Wir zeigen, welche fünf Kennzahlen ' +
        'genügen, wie man eine Lastkurve liest und wo nachts und am Wochenende gespart werden kann.',
      points: ['Lastkurven lesen', 'Fünf Kennzahlen, die genügen', 'Was nachts läuft'],
    },
    {
      slug: 'instandhaltung',
      title: 'Instandhaltung planen, Stillstand vermeiden',
      summary: 'Von der ersten Maschinenliste zum Plan, an den sich die ganze Schicht hält.',
      detail:
        'Ein guter Plan ist kurz. Beginnen Sie mit den Anlagen, die die Linie anhalten, legen Sie ' +
        'fest, wer was prüft, und lassen Sie Messwerte entscheiden, wann ein Teil fällig ist.',
      points: ['Welche Anlagen zuerst', 'Zustand oder Kalender', 'Ersatzteile rechtzeitig'],
    },
    {
      slug: 'qualitaet',
      title: 'Qualität prüfen, wo sie entsteht',
      summary: 'Kürzere Wege zwischen der Abweichung und dem Menschen, der sie behebt.',
      detail:
        'Erreicht das Prüfergebnis den Arbeitsplatz in Minuten, sinkt der Ausschuss. Zwei Teams ' +
        'berichten, wie sie ihre Prüfungen eingerichtet haben und was sie heute anders machen würden.',
      points: ['Prüfungen mit Vertrauen', 'Weniger und bessere Alarme', 'Eine Woche in Zahlen'],
    },
    {
      slug: 'druckluft',
      title: 'Druckluft: Lecks finden, Druck halten',
      summary: 'Ein Leitfaden für einen Nachmittag im Werk.',
      detail:
        'Druckluft gehört zu den teuersten Energieformen, und oft geht ein Fünftel davon verloren. ' +
        'Unser Leitfaden führt Schritt für Schritt durch das Netz, mit einer Prüfliste zum ' +
        'Ausdrucken.',
      points: ['Rundgang durch das Netz', 'Was ein Leck im Jahr kostet', 'Prüfliste zum Ausdrucken'],
    },
  ],
  roleNames: {
    invitation: 'Invitation 1',
    secondInvitation: 'Invitation 2',
    reminder: 'Reminder',
    thanks: 'Dankeschön',
    recording: 'Aufzeichnung',
    saveTheDate: 'Save the date',
    lastPlaces: 'Letzte Plätze',
    newsletter: 'Kunden',
    newsletterProspects: 'Interessenten',
    announcement: 'Ankündigung',
    guide: 'Leitfaden',
    guideReminder: 'Leitfaden, Erinnerung',
    story: 'Anwenderbericht',
    survey: 'Umfrage',
    surveyReminder: 'Umfrage, Erinnerung',
    service: 'Servicehinweis',
    confirmation: 'Bestätigung',
    letter: 'Persönliches Schreiben',
    letterReminder: 'Persönliches Schreiben, Erinnerung',
    welcome: 'Willkommen',
    tips: 'Tipps',
    season: 'Grüße',
  },
  subjectPrefixes: {
    invitation: 'Einladung: ',
    secondInvitation: 'Sind Sie dabei? ',
    reminder: 'Morgen: ',
    thanks: 'Danke für Ihre Teilnahme: ',
    recording: 'Die Aufzeichnung: ',
    saveTheDate: 'Termin vormerken: ',
    lastPlaces: 'Noch wenige Plätze: ',
    announcement: 'Neu: ',
    guide: 'Ihr Leitfaden: ',
    guideReminder: 'Schon gelesen? ',
    survey: 'Zwei Minuten für Ihre Meinung: ',
    surveyReminder: 'Ihre Meinung zählt: ',
    service: 'Bitte beachten: ',
    confirmation: 'Bestätigt: ',
    welcome: 'Willkommen: ',
  },
};
