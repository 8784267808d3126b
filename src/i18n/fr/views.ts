import type { ViewsMessages } from '../views-messages.ts';

export const views: ViewsMessages = {
  longAddress: 'Cette vue est trop longue pour un lien. Dans un autre navigateur, le lien n’en affiche qu’une partie.',
  incompleteLink:
    'Ce lien est incomplet\u00a0: une partie de la vue se trouve uniquement dans le navigateur où il a été copié.',
  notStored:
    'Impossible d’enregistrer votre vue\u00a0: le stockage de ce navigateur est plein ou bloqué. Vos modifications seront perdues en quittant la page.',
  undone: 'Modification annulée.',
  redone: 'Modification rétablie.',
  nothingToUndo: 'Rien à annuler.',
  nothingToRedo: 'Rien à rétablir.',
};
