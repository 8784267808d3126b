/** The texts of emails, and of the page to unsubscribe, besides those of the report. */
export interface SubscriptionMessages {
  /** Separates a label from its text, with its spaces. */
  readonly colon: string;
  readonly openReport: string;
  /** The first rows of a long report are in the email, all are in the attached file. */
  readonly cut: (shown: string, total: string) => string;
  readonly cutWithoutFile: (shown: string, total: string) => string;
  /** The file would be too large for an email. */
  readonly fileTooLarge: string;
  readonly attached: (rows: number, formatted: string) => string;
  readonly nothingMatches: string;
  /** Explains the dash of unknown figures. */
  readonly notAvailable: string;
  /** Why the reader gets the email. */
  readonly reason: (name: string) => string;
  readonly unsubscribe: string;
  readonly page: {
    readonly title: string;
    readonly question: (name: string, address: string) => string;
    readonly button: string;
    readonly doneTitle: string;
    readonly done: (name: string, address: string) => string;
    readonly again: string;
    readonly invalidTitle: string;
    readonly invalid: string;
    readonly failedTitle: string;
    readonly failed: string;
  };
}

const english: SubscriptionMessages = {
  colon: ': ',
  openReport: 'Open the report',
  cut: (shown, total) => `The first ${shown} of ${total} rows are shown. The attached file has all of them.`,
  cutWithoutFile: (shown, total) =>
    `The first ${shown} of ${total} rows are shown. Open the report to see all of them.`,
  fileTooLarge: 'The file is too large for an email. Open the report to download it.',
  attached: (rows, formatted) => `The attached file has ${formatted} ${rows === 1 ? 'row' : 'rows'}.`,
  nothingMatches: 'No emails match this view.',
  notAvailable: '“–” means not available: for example, opens that are not tracked, or rates without deliveries.',
  reason: (name) => `You receive this email because you are subscribed to “${name}”.`,
  unsubscribe: 'Unsubscribe',
  page: {
    title: 'Unsubscribe',
    question: (name, address) => `Stop sending “${name}” to ${address}?`,
    button: 'Unsubscribe',
    doneTitle: 'You’re unsubscribed',
    done: (name, address) => `“${name}” is no longer sent to ${address}.`,
    again: 'To receive it again, contact the sender.',
    invalidTitle: 'This link is not valid',
    invalid: 'The address may be incomplete. Open the link in the email again, or contact the sender.',
    failedTitle: 'You’re still subscribed',
    failed: 'The server couldn’t save your choice. Try again in a few minutes, or contact the sender.',
  },
};

const french: SubscriptionMessages = {
  colon: '\u00a0: ',
  openReport: 'Ouvrir le rapport',
  cut: (shown, total) =>
    `Seules les ${shown} premières lignes sur ${total} sont affichées. La pièce jointe les contient toutes.`,
  cutWithoutFile: (shown, total) =>
    `Seules les ${shown} premières lignes sur ${total} sont affichées. Ouvrez le rapport pour les voir toutes.`,
  fileTooLarge: 'Le fichier est trop volumineux pour un e\u2011mail. Ouvrez le rapport pour le télécharger.',
  attached: (rows, formatted) => `La pièce jointe contient ${formatted} ${rows < 2 ? 'ligne' : 'lignes'}.`,
  nothingMatches: 'Aucun e\u2011mail ne correspond à cette vue.',
  notAvailable:
    '«\u00a0–\u00a0» signifie non disponible\u00a0: par exemple, des ouvertures non suivies ou un taux sans e\u2011mail délivré.',
  reason: (name) => `Vous recevez cet e\u2011mail dans le cadre de votre abonnement à «\u00a0${name}\u00a0».`,
  unsubscribe: 'Se désabonner',
  page: {
    title: 'Désabonnement',
    question: (name, address) => `Ne plus envoyer «\u00a0${name}\u00a0» à ${address}\u00a0?`,
    button: 'Se désabonner',
    doneTitle: 'Désabonnement enregistré',
    done: (name, address) => `«\u00a0${name}\u00a0» ne sera plus envoyé à ${address}.`,
    again: 'Pour le recevoir à nouveau, contactez l’expéditeur.',
    invalidTitle: 'Ce lien n’est pas valide',
    invalid: 'L’adresse est peut-être incomplète. Rouvrez le lien depuis l’e\u2011mail ou contactez l’expéditeur.',
    failedTitle: 'Désabonnement non enregistré',
    failed: 'Le serveur n’a pas pu enregistrer votre choix. Réessayez dans quelques minutes ou contactez l’expéditeur.',
  },
};

/** Returns the texts in a language, a BCP 47 tag. English is the default. */
export function subscriptionMessages(language: string): SubscriptionMessages {
  return /^fr\b/i.test(language) ? french : english;
}
