import type { Language } from './language.ts';

export const french: Language = {
  code: 'fr',
  direction: 'ltr',
  senders: ['Example', 'Hélène Lefèvre, Example', 'Example Service clients'],
  labels: {
    viewInBrowser: 'Voir dans le navigateur',
    unsubscribe: 'Se désabonner',
    privacy: 'Données personnelles',
    reason: 'Vous recevez ce message car vous êtes inscrit auprès d’Example ou utilisez l’un de nos ' + 'produits.',
    greeting: 'Bonjour,',
    closing: 'Bien cordialement',
    signature: 'L’équipe Example',
    register: 'Je m’inscris',
    readMore: 'Lire la suite',
    download: 'Télécharger le guide',
    agenda: 'Au programme',
    when: 'Quand',
    where: 'Où',
    online: 'En ligne, 45 minutes et vos questions',
    more: 'À lire également',
    question: 'Recommanderiez-vous Example à un collègue ?',
    unlikely: 'Peu probable',
    likely: 'Très probable',
    nextSteps: 'Les prochaines étapes',
    yourDetails: 'Vos informations',
    contact: 'Nous écrire',
    seasonTitle: 'Merci pour cette année à vos côtés',
    seasonBody:
      'Nos bureaux seront fermés du 24 décembre au 2 janvier. Le service clients répond chaque jour' + ' ouvré.',
  },
  topics: [
    {
      slug: 'donnees-energie',
      title: 'Vos données d’énergie au travail',
      summary: 'Trois usines montrent comment une heure par semaine a réduit leur facture d’un dixième.',
      detail:
        'Presque tous les sites mesurent, peu regardent entre deux factures. Nous montrons quels cinq' +
        ' chiffres suivre, comment lire une courbe de charge et où se cachent les économies de nuit ' +
        'et de week-end.',
      points: ['Lire une courbe de charge', 'Cinq chiffres à suivre', 'Repérer ce qui tourne la nuit'],
    },
    {
      slug: 'maintenance',
      title: 'Planifier la maintenance, éviter l’arrêt',
      summary: 'De la première liste de machines à un plan que toute l’équipe respecte.',
      detail:
        'Un bon plan est court. Commencez par les machines qui arrêtent la ligne, décidez qui vérifie' +
        ' quoi, et laissez les mesures dire quand une pièce est à remplacer.',
      points: ['Par quelles machines commencer', 'État ou calendrier', 'Les pièces à temps'],
    },
    {
      slug: 'qualite',
      title: 'La qualité contrôlée au pied de la ligne',
      summary: 'Un chemin plus court entre l’écart et la personne qui peut le corriger.',
      detail:
        'Quand le résultat d’un contrôle arrive en quelques minutes, les rebuts diminuent. Deux ' +
        'équipes racontent comment elles ont organisé leurs contrôles et ce qu’elles feraient ' +
        'autrement aujourd’hui.',
      points: ['Des contrôles crédibles', 'Moins d’alarmes, mieux choisies', 'Une semaine en chiffres'],
    },
    {
      slug: 'air-comprime',
      title: 'Air comprimé : trouver les fuites',
      summary: 'Un guide pratique pour un après-midi sur site.',
      detail:
        'L’air comprimé est l’une des énergies les plus chères de l’usine, et un cinquième se perd ' +
        'souvent en route. Notre guide suit le réseau pas à pas, avec une liste de contrôle à ' +
        'imprimer.',
      points: ['Le tour du réseau', 'Le coût annuel d’une fuite', 'Liste de contrôle à imprimer'],
    },
  ],
  roleNames: {
    invitation: 'Invitation',
    secondInvitation: 'Relance 1',
    reminder: 'Rappel J-1',
    thanks: 'Remerciement',
    recording: 'Replay',
    saveTheDate: 'Réservez la date',
    lastPlaces: 'Dernières places',
    newsletter: 'Édition clients',
    newsletterProspects: 'Édition prospects',
    announcement: 'Annonce',
    guide: 'Guide',
    guideReminder: 'Guide, relance',
    story: 'Témoignage',
    survey: 'Enquête',
    surveyReminder: 'Enquête, relance',
    service: 'Avis de service',
    confirmation: 'Confirmation',
    letter: 'Lettre personnelle',
    letterReminder: 'Lettre personnelle, relance',
    welcome: 'Bienvenue',
    tips: 'Conseils',
    season: 'Vœux',
  },
  subjectPrefixes: {
    invitation: 'Invitation : ',
    secondInvitation: 'Serez-vous des nôtres ? ',
    reminder: 'C’est demain : ',
    thanks: 'Merci de votre participation : ',
    recording: 'À revoir : ',
    saveTheDate: 'À vos agendas : ',
    lastPlaces: 'Dernières places : ',
    announcement: 'Nouveau : ',
    guide: 'Votre guide : ',
    guideReminder: 'L’avez-vous lu ? ',
    survey: 'Deux minutes pour votre avis : ',
    surveyReminder: 'Votre avis compte : ',
    service: 'À noter : ',
    confirmation: 'Confirmé : ',
    welcome: 'Bienvenue : ',
  },
};
