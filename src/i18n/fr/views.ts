import type { ViewsMessages } from '../views-messages.ts';

export const views: ViewsMessages = {
  longAddress: 'Cette vue est trop longue pour un lien. Dans un autre navigateur, le lien n’en affiche qu’une partie.',
  incompleteLink:
    'Ce lien est incomplet\u00a0: une partie de la vue se trouve uniquement dans le navigateur où il a été copié.',
  notStored:
    'Impossible d’enregistrer votre vue\u00a0: le stockage de ce navigateur est plein ou bloqué. Vos modifications seront perdues en quittant la page.',
  yourViews: 'Vos vues',
  name: 'Nom de la vue',
  save: 'Enregistrer la vue',
  rename: 'Renommer',
  renameView: (name) => `Renommer «\u00a0${name}\u00a0»`,
  replaceView: (name) => `Remplacer «\u00a0${name}\u00a0» par la vue affichée`,
  deleteView: (name) => `Supprimer «\u00a0${name}\u00a0»`,
  saved: (name) => `«\u00a0${name}\u00a0» a été enregistrée.`,
  renamed: (name) => `La vue se nomme maintenant «\u00a0${name}\u00a0».`,
  replaced: (name) => `«\u00a0${name}\u00a0» a été remplacée.`,
  deleted: (name) => `«\u00a0${name}\u00a0» a été supprimée.`,
  changed: '(modifiée)',
  reset: 'Réinitialiser',
  undo: 'Annuler',
  undone: 'Modification annulée.',
  redone: 'Modification rétablie.',
  nothingToUndo: 'Rien à annuler.',
  nothingToRedo: 'Rien à rétablir.',
};
