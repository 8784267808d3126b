import type { Definitions } from '../messages.ts';

/** The definitions of columns in French. */
export const definitions: Definitions = {
  campaignName: 'La campagne intelligente qui a envoyé l’e\u2011mail.',
  campaignFolder: 'Le dossier qui contient la campagne.',
  campaignArchived: 'Indique si le dossier de la campagne est archivé.',
  emailName: 'Le nom actuel de l’e\u2011mail.',
  program: 'Le programme qui contient la campagne.',
  campaignType:
    'Par lots\u00a0: la campagne envoie à une liste, une fois ou à dates fixes. Déclenchée\u00a0: elle envoie après une action de la personne.',
  workspace: 'L’espace de travail qui contient la campagne.',
  openTracked: 'Indique si les ouvertures de l’e\u2011mail sont suivies. Sinon, elles sont inconnues et affichées –.',
  firstSentAt: 'La date du premier envoi de cet e\u2011mail par la campagne.',
  lastActivityAt: 'L’activité la plus récente de cet e\u2011mail.',
  sent: 'Personnes à qui la campagne a envoyé cet e\u2011mail. Les envois répétés comptent une fois.',
  delivered: 'Personnes à qui l’e\u2011mail a été délivré, ou qui l’ont ouvert, ont cliqué ou se sont désabonnées.',
  hardBounced: 'Personnes dont l’e\u2011mail a fait l’objet d’un rejet définitif.',
  softBounced: 'Personnes dont l’e\u2011mail a fait l’objet d’un rejet temporaire et n’a pas été délivré ensuite.',
  pending: 'Personnes sans résultat connu, moins de trois jours après l’envoi.',
  aborted: 'Personnes sans résultat connu, trois jours ou plus après l’envoi.',
  opened: 'Personnes qui ont ouvert l’e\u2011mail, ont cliqué ou se sont désabonnées.',
  clicked: 'Personnes qui ont cliqué sur un lien, hors désabonnement et liens mailto.',
  unsubscribed: 'Personnes qui se sont désabonnées via cet e\u2011mail.',
  humanOpened:
    'Personnes qui ont ouvert l’e\u2011mail, ont cliqué ou se sont désabonnées, hors activité de robot signalée.',
  humanClicked: 'Personnes qui ont cliqué sur un lien, hors activité de robot signalée.',
  privacyOpened:
    'Personnes dont les seules ouvertures passent par un proxy de confidentialité. Impossible de savoir si elles ont lu l’e\u2011mail.',
  personOpened:
    'Personnes qui ont ouvert l’e\u2011mail, ont cliqué ou se sont désabonnées, hors robots et hors celles dont les seules ouvertures passent par un proxy de confidentialité.',
  tooYoung: 'Personnes dont l’envoi est trop récent pour être compté au délai choisi.',
  deliveredRate: 'Délivrés ÷ envoyés.',
  hardBouncedRate: 'Hard bounces ÷ envoyés.',
  softBouncedRate: 'Soft bounces ÷ envoyés.',
  pendingRate: 'En attente ÷ envoyés.',
  abortedRate: 'Abandonnés ÷ envoyés.',
  openedRate: 'Taux d’ouverture\u00a0: ouverts ÷ délivrés.',
  clickedRate: 'Lien cliqué ÷ délivrés.',
  clickToOpenRate: 'Taux de réactivité (click-to-open)\u00a0: lien cliqué ÷ ouverts.',
  unsubscribedRate: 'Désabonnés ÷ délivrés.',
  humanOpenedRate: 'Ouverts hors robots ÷ délivrés.',
  humanClickedRate: 'Clics hors robots ÷ délivrés.',
  privacyOpenedRate: 'Ouverts via proxy de confidentialité ÷ délivrés.',
  personOpenedRate: 'Ouverts hors robots et proxys ÷ délivrés.',
};
