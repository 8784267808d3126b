import type { FigurePanelMessages } from '../figure-panel-messages.ts';
import type { CountColumnId } from '../../model/metrics.ts';
import { settlingIn } from './settling.ts';

const plural = (count: number, one: string, other: string) => (count < 2 ? one : other);
const people = (count: number, formatted: string) => `${formatted} ${plural(count, 'personne', 'personnes')}`;
const activities = (name: string) => (count: number) =>
  plural(
    count,
    `activité «\u00a0${name}\u00a0» est enregistrée.`,
    `activités «\u00a0${name}\u00a0» sont enregistrées.`,
  );

/** What people of a count did. */
const did: Readonly<Record<CountColumnId, (count: number, email: string) => string>> = {
  sent: (count) => plural(count, 'a été destinataire', 'ont été destinataires'),
  delivered: (count, email) => `${plural(count, 'a', 'ont')} reçu ${email}`,
  hardBounced: (count) => `${plural(count, 'a', 'ont')} fait l’objet d’un hard bounce`,
  softBounced: (count) => `${plural(count, 'a', 'ont')} fait l’objet d’un soft bounce`,
  pending: (count) => plural(count, 'est en attente', 'sont en attente'),
  aborted: (count) => plural(count, 'est abandonnée', 'sont abandonnées'),
  opened: (count, email) => `${plural(count, 'a', 'ont')} ouvert ${email}`,
  clicked: (count) => `${plural(count, 'a', 'ont')} cliqué sur un lien`,
  unsubscribed: (count) => plural(count, 's’est désabonnée', 'se sont désabonnées'),
  humanOpened: (count, email) => `${plural(count, 'a', 'ont')} ouvert ${email}, hors robots`,
  humanClicked: (count) => `${plural(count, 'a', 'ont')} cliqué sur un lien, hors robots`,
  privacyOpened: (count, email) =>
    `${plural(count, 'a', 'ont')} ouvert ${email} seulement via un proxy de confidentialité`,
  personOpened: (count, email) =>
    `${plural(count, 'a', 'ont')} ouvert ${email}, hors robots et proxys de confidentialité`,
  tooYoung: (count) => `${plural(count, 'a', 'ont')} un envoi trop récent pour être compté`,
};
/** Ends a parenthesis before the sentence goes on. */
const inClause = (text: string) => (text.includes(',') ? `${text},` : text);
const emailOf = (isSum: boolean) => (isSum ? 'un e\u2011mail' : 'l’e\u2011mail');

/** A count as the condition of a sentence: “Avec 950 délivrés”. */
const givenNames: Readonly<Record<CountColumnId, string>> = {
  sent: 'envoyés',
  delivered: 'délivrés',
  hardBounced: 'hard bounces',
  softBounced: 'soft bounces',
  pending: 'en attente',
  aborted: 'abandonnés',
  opened: 'ouverts',
  clicked: 'clics',
  unsubscribed: 'désabonnés',
  humanOpened: 'ouverts hors robots',
  humanClicked: 'clics hors robots',
  privacyOpened: 'ouverts via proxy de confidentialité',
  personOpened: 'ouverts hors robots et proxys',
  tooYoung: 'trop récents',
};

const mapCounts = <Value>(value: (id: CountColumnId) => Value) =>
  Object.fromEntries((Object.keys(did) as CountColumnId[]).map((id) => [id, value(id)])) as Record<
    CountColumnId,
    Value
  >;

/** The name of the test, its result, and the procedure where several rows were tested. */
const test = (p: string, rows: string | undefined) =>
  `test z de deux proportions à 5\u00a0%, ${p}${rows ? `\u00a0; Benjamini–Hochberg sur ${rows} lignes` : ''}`;

export const figurePanel: FigurePanelMessages = {
  item: (label, value) => `${label}\u00a0: ${value}`,
  ids: (campaign, email) => `Campagne ${campaign}${email === undefined ? '' : `, e\u2011mail ${email}`}`,
  label: (column, row) => `Calcul de «\u00a0${column}\u00a0»\u00a0: ${row}`,
  showDevelopment: 'Graphiques',
  copy: 'Copier',
  copied: 'Texte copié.',
  notCopied: 'Impossible de copier le texte. Copiez-le d’ici\u00a0:',
  textToCopy: 'Texte à copier',
  close: 'Fermer',
  people: (id, count, formatted, isSum) => `${people(count, formatted)} ${did[id](count, emailOf(isSum))}.`,
  share: ({ numerator, denominator, count, of, isSum }, formatted, all) => {
    const email = emailOf(isSum);
    const who = `${plural(of, all, `les ${all}`)} qui ${inClause(did[denominator](of, email))}`;
    return `${people(count, formatted)} sur ${who} ${did[numerator](count, email)}.`;
  },
  interval: (denominator, all, low, high) =>
    `Avec ${all} ${givenNames[denominator]}, le taux réel est probablement compris entre ${low} et ${high} (intervalle de confiance à 95\u00a0%).`,
  uncertain: 'Ce taux est incertain\u00a0: l’intervalle est large.',
  sortCautious: (low) =>
    `Il est probablement d’au moins ${low}\u00a0: «\u00a0Trier les e\u2011mails par estimation basse\u00a0», dans le menu de la colonne, utilise cette valeur.`,
  reliableLow: (low) => `Il est probablement d’au moins ${low}\u00a0: le tri du tableau utilise cette valeur.`,
  sortedCautiously: (low) => `Trié par estimation basse\u00a0: le taux est probablement d’au moins ${low}.`,
  activities: {
    all: 'Toute l’activité est comptée, robots compris.',
    human: 'Seule l’activité hors robots est comptée.',
    person: 'Seule l’activité hors robots et proxys de confidentialité est comptée.',
  },
  withBots: (opens, clicks) => {
    const parts = [
      ...(opens ? [`${opens.formatted} ${plural(opens.count, 'ouverture', 'ouvertures')}`] : []),
      ...(clicks ? [`${clicks.formatted} ${plural(clicks.count, 'clic', 'clics')}`] : []),
    ];
    const total = (opens?.count ?? 0) + (clicks?.count ?? 0);
    const flagged = clicks ? plural(total, 'attribué', 'attribués') : plural(total, 'attribuée', 'attribuées');
    return `Toute l’activité est comptée, dont ${parts.join(' et ')} ${flagged} à des robots.`;
  },
  noBotMarks: 'Toute l’activité est comptée\u00a0: ces données ne distinguent pas les robots des personnes.',
  points: (count, formatted) => `${formatted}\u00a0${plural(count, 'point', 'points')}`,
  ...settlingIn('Ce chiffre peut encore changer'),
  sum: (emails) => `Somme de ${emails}. Une personne est comptée une fois par e\u2011mail.`,
  sumOfMatches: (emails) =>
    `Somme de ${emails}, après recherche et filtre. Une personne est comptée une fois par e\u2011mail.`,
  sumSoFar: (emails) => `Somme de ${emails} pour l’instant.`,
  sumOfAll: 'Somme de tous les e\u2011mails de cette campagne. Une personne est comptée une fois par e\u2011mail.',
  sumOfSelection:
    'Somme des e\u2011mails de cette campagne, après recherche et filtre. Une personne est comptée une fois par e\u2011mail.',
  parts: {
    openedByBots: (count, formatted) =>
      `Parmi les personnes qui ont ouvert, ${formatted} ${plural(count, 'n’a', 'n’ont')} que des activités attribuées à des robots.`,
    clickedByBots: (count, formatted) =>
      `Parmi les personnes qui ont cliqué, ${formatted} ${plural(count, 'n’a', 'n’ont')} que des clics attribués à des robots.`,
    openedByProxies: (count, formatted) =>
      `Parmi les personnes qui ont ouvert, ${formatted} ${plural(count, 'l’a', 'l’ont')} fait seulement via un proxy de confidentialité.`,
  },
  rateOfSums: 'Ce taux se calcule sur les totaux. Ce n’est pas une moyenne des taux.',
  tracked: (tracked, emails) =>
    `Les ouvertures sont suivies pour ${tracked} sur ${emails}. Les autres ne sont pas pris en compte.`,
  trackedDeliveries: (count, tracked, deliveries) =>
    `Les ouvertures sont suivies pour ${tracked} ${plural(count, 'e\u2011mail délivré', 'e\u2011mails délivrés')} sur ${deliveries}. Les autres ne sont pas pris en compte.`,
  notTracked: 'Suivi des ouvertures désactivé pour cet e\u2011mail\u00a0: ce chiffre est inconnu.',
  nothingToDivide: (denominator) => `«\u00a0${denominator}\u00a0» vaut 0\u00a0: il n’y a pas de taux.`,
  unknown: 'Le serveur n’a pas envoyé ce chiffre.',
  unknownInSum: 'La valeur d’au moins un e\u2011mail est inconnue, donc la somme aussi.',
  stepsTo: (column) => `Calcul de «\u00a0${column}\u00a0»`,
  steps: {
    ...mapCounts(
      (id) => (count, isSum) => `${plural(count, 'personne', 'personnes')} ${did[id](count, emailOf(isSum))}.`,
    ),
    sends: activities('Send Email'),
    sendsMerged: (count) =>
      plural(
        count,
        'est un envoi répété. Une personne est comptée une fois.',
        'sont des envois répétés. Une personne est comptée une fois.',
      ),
    deliveries: activities('Email Delivered'),
    deliveriesNotCounted: (count) =>
      plural(
        count,
        'est en double, ou la personne compte en soft bounce.',
        'sont en double, ou la personne compte en soft bounce.',
      ),
    deliveriesObserved: (count) =>
      `${plural(count, 'personne a', 'personnes ont')} une activité «\u00a0Email Delivered\u00a0».`,
    deliveriesInferred: (count) =>
      `${plural(count, 'e\u2011mail délivré est ajouté', 'e\u2011mails délivrés sont ajoutés')}\u00a0: la personne a ouvert, cliqué ou s’est désabonnée.`,
    hardBounces: activities('Email Bounced'),
    hardBouncesNotCounted: (count) =>
      plural(
        count,
        'est en double, ou la personne compte comme délivrée.',
        'sont en double, ou la personne compte comme délivrée.',
      ),
    softBounces: activities('Email Bounced Soft'),
    softBouncesNotCounted: (count) =>
      plural(
        count,
        'est en double, ou la personne a un autre résultat.',
        'sont en double, ou la personne a un autre résultat.',
      ),
    opens: activities('Open Email'),
    opensNotCounted: (count) =>
      plural(
        count,
        'est une ouverture répétée d’une même personne.',
        'sont des ouvertures répétées des mêmes personnes.',
      ),
    opensObserved: (count) => `${plural(count, 'personne a', 'personnes ont')} une activité «\u00a0Open Email\u00a0».`,
    opensInferred: (count) =>
      `${plural(count, 'ouverture est ajoutée', 'ouvertures sont ajoutées')}\u00a0: la personne a cliqué ou s’est désabonnée.`,
    clicks: activities('Click Email'),
    clicksIgnored: (count) =>
      plural(
        count,
        'porte sur un lien de désabonnement ou mailto, qui ne compte pas.',
        'portent sur des liens de désabonnement ou mailto, qui ne comptent pas.',
      ),
    clicksNotCounted: (count) =>
      plural(count, 'est un clic répété d’une même personne.', 'sont des clics répétés des mêmes personnes.'),
    unsubscribes: activities('Unsubscribe Email'),
    unsubscribesNotCounted: (count) =>
      plural(
        count,
        'est un désabonnement répété d’une même personne.',
        'sont des désabonnements répétés des mêmes personnes.',
      ),
    openedByBots: (count) =>
      `${plural(count, 'personne n’a', 'personnes n’ont')} que des activités attribuées à des robots.`,
    clickedByBots: (count) =>
      `${plural(count, 'personne n’a', 'personnes n’ont')} que des clics attribués à des robots.`,
    openedDirectly: (count) =>
      plural(
        count,
        'personne a aussi ouvert sans proxy de confidentialité, cliqué ou s’est désabonnée.',
        'personnes ont aussi ouvert sans proxy de confidentialité, cliqué ou se sont désabonnées.',
      ),
  },
  contradictory: 'L’explication du serveur ne correspond pas à ce chiffre. Ses étapes ne sont donc pas affichées.',
  loading: 'Chargement des étapes…',
  failed: 'Impossible de charger les étapes. Vérifiez votre connexion et réessayez.',
  changed: 'Les données ont changé depuis le chargement du rapport. Actualisez-le pour voir les étapes.',
  effects: {
    sendsSkipped: (count, formatted) =>
      `Marketo a ignoré ${formatted} ${plural(count, 'envoi', 'envois')} à ces personnes.`,
    bouncesOverridden: (count, formatted) =>
      `${formatted} ${plural(count, 'bounce ne compte', 'bounces ne comptent')} pas\u00a0: la personne a ouvert, cliqué ou s’est désabonnée.`,
    botOpens: (count, formatted) =>
      `${formatted} ${plural(count, 'ouverture est attribuée', 'ouvertures sont attribuées')} à des robots.`,
    botClicks: (count, formatted) =>
      `${formatted} ${plural(count, 'clic est attribué', 'clics sont attribués')} à des robots.`,
    opensUnmarked: (count, formatted) =>
      `${formatted} ${plural(count, 'ouverture n’est pas marquée et compte comme humaine', 'ouvertures ne sont pas marquées et comptent comme humaines')}.`,
    clicksUnmarked: (count, formatted) =>
      `${formatted} ${plural(count, 'clic n’est pas marqué et compte comme humain', 'clics ne sont pas marqués et comptent comme humains')}.`,
    privacyOpens: (count, formatted) =>
      `${formatted} ${plural(count, 'ouverture passe', 'ouvertures passent')} par un proxy de confidentialité. Impossible de savoir s’il s’agit d’une personne.`,
    unsubscribesAttributed: (count, formatted) =>
      `${formatted} ${plural(count, 'désabonnement est enregistré', 'désabonnements sont enregistrés')} sans campagne. Le dernier envoi décide.`,
  },
  upTo: (formatted) => `Jusqu’à ${formatted}`,
  botPatterns: (patterns) => `Règles de détection des robots, ouvertures et clics\u00a0: ${patterns}.`,
  botPattern: (pattern, formatted) => `${pattern} ${formatted}`,
  noBotPattern: 'aucun',
  contradictoryBotPatterns:
    'Les règles de détection des robots du serveur ne correspondent pas à ces chiffres. Elles ne sont donc pas affichées.',
  comparison: {
    before: (dates, figure) => `Dans la période de comparaison (${dates})\u00a0: ${figure}.`,
    missing: (dates) => `La période de comparaison (${dates}) n’a pas ce chiffre.`,
    otherEmails: 'La campagne avait alors d’autres e\u2011mails. Elle est comparée dans son ensemble.',
    same: 'Le chiffre est le même.',
    more: (amount, share) => `Soit ${amount} de plus${share ? ` (${share})` : ''}.`,
    less: (amount, share) => `Soit ${amount} de moins${share ? ` (${share})` : ''}.`,
    unlikeAges: 'Les envois les plus récents ont eu moins de temps pour générer des ouvertures et des clics.',
    chooseAge:
      'Pour comparer à ancienneté égale, choisissez «\u00a0Chiffres arrêtés\u00a0» dans le menu de la période.',
    real: (p, rows) => `Cette différence n’est probablement pas due au hasard (${test(p, rows)}).`,
    undecided: (p, rows) =>
      `Écart non significatif\u00a0: ces volumes ne permettent de conclure à aucune différence (${test(p, rows)}).`,
    untested: 'Cette différence ne peut pas être testée.',
  },
  elsewhere: {
    heading: 'Ailleurs dans Marketo',
    delivered: (count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Was Delivered Email\u00a0» ne trouve pas ${people(count, formatted)} sans activité «\u00a0Email Delivered\u00a0».`,
    opened: (count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Opened Email\u00a0» trouve ${people(count, formatted)}. Il exige une activité «\u00a0Open Email\u00a0» et inclut les robots.`,
    clicked: (_count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Clicked Link in Email\u00a0» en trouve ${formatted} ou plus. Il inclut les liens de désabonnement et les robots.`,
    clickedSame: (count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Clicked Link in Email\u00a0» trouve aussi ${people(count, formatted)}. Il inclut les robots.`,
    clicks: (count, formatted) =>
      `Le rapport «\u00a0Email Link Performance\u00a0» additionne les liens, soit au plus ${formatted} ${plural(count, 'clic', 'clics')}. Une personne compte une fois par lien.`,
    hardBounced: (_count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Email Bounced\u00a0» en trouve jusqu’à ${formatted} de plus\u00a0: il ignore les ouvertures et clics ultérieurs.`,
    softBounced: (_count, formatted) =>
      `Le filtre de liste dynamique «\u00a0Email Bounced Soft\u00a0» en trouve jusqu’à ${formatted} de plus\u00a0: il ignore les ouvertures, clics et hard bounces ultérieurs.`,
    pending: (_count, formatted) => `Les rapports de Marketo laissent les abandonnés en attente\u00a0: ${formatted}.`,
    deletedPeople: 'Les listes dynamiques excluent les personnes supprimées.',
    sums: 'Une liste dynamique compte chaque personne une fois, quel que soit le nombre d’e\u2011mails.',
  },
};
